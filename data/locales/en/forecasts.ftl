# /forecast: what people think of the questions about predictions, and how well they did.

button-forecasts = All questions
button-forecast = Forecast
button-forecast-exact = Exact
button-forecast-object = Object
button-forecast-open = Open: { $count }
button-forecast-due = Due: { $count }
button-forecast-resolved = Resolved: { $count }
step-forecast = All questions

forecast-label = Forecasts · { $state }
forecast-state-open = open
forecast-state-due = due
forecast-state-resolved = resolved
forecast-none-open = No question is open right now. Editors ask questions about the predictions of an article in `/article manage`.
forecast-none-due = No question is waiting for its result.
forecast-none-resolved = No question has been resolved yet.
forecast-item-label = Questions about this prediction
forecast-listed = - { $text } · { $state }
forecast-open-placeholder = Choose a question

forecast-open-until = **Open until:** { $due }
forecast-due = **Due:** { $due }
forecast-undecided = Editors have not said yet what came of it.
forecast-result = **Result:** { $outcome }
forecast-proposed = **Proposed result:** { $outcome }
forecast-proposed-until = -# It counts from { $until } on. Until then, whoever gave a forecast can object, and editors can undo it.
outcome-yes = yes
outcome-no = no
outcome-void = void (it counts for nobody)
forecast-about = **Prediction:** { $words }
forecast-sentence-gone = -# The article no longer contains this sentence. These were its words when the question was asked.
forecast-withdrawn = -# The prediction that this is about is not shown in this server any more.

forecast-percent = { $number }%
forecast-how = How likely is a **yes**? Choose a percentage below, or type another with **Exact**. You can change it as long as the question is open. What others think is shown once you have given a forecast.
forecast-own = **Your forecast:** { $probability } (given { $since })
forecast-own-earlier = -# Before that: { $earlier }
forecast-own-none = You gave no forecast.
forecast-then = { " → " }
forecast-everybody = **Everyone:** { $count ->
    [1] { $median } · 1 person
    [2] median { $median } · 2 people
    [3] median { $median } · 3 people
   *[other] median { $median }, half of all forecasts between { $lower } and { $upper } · { $count } people
}
forecast-everybody-earlier = -# Median before that: { $earlier }
forecast-nobody = Nobody gave a forecast.
forecast-hidden = What others think is shown once the result counts: until then, the question may open again.
forecast-placeholder = How likely is a yes?
forecast-exact = Your forecast
forecast-exact-percent = How likely is a yes, in percent?
    .description = From 0.1 to 99.9, such as 12.5
forecast-objection = Object to the result
forecast-objection-reason = What is wrong with it?
    .description = Editors read your words. They are not told who wrote them.
forecast-objected = Your objection has been stored, and an editor is told of it. If the editors agree, they undo the result.

button-forecast-mine = Mine
button-forecast-board = Board
button-forecast-appear-on = Show me on the board
button-forecast-appear-off = Take me off the board
record-label = Forecasts · mine
record-none = None of the questions that you gave a forecast on has been resolved yet. Once one is, your scores are shown here.
record-scores = **Resolved questions:** { $questions }
    { "" }**Brier score:** { $brier }
    { "" }**Logarithmic score:** { $log }
    { "" }**Relative to the median:** { $relative }
record-scores-what = -# Brier and logarithmic scores are best at 0; whoever always says 50% gets 0.25 and 0.69. Relative to the median, above 0 is better than the others.
record-early = It is too early to rank you: that takes { $least } resolved questions, and you have { $questions }.
record-questions = **Latest**
record-question = - { $text }
    -# { $outcome } · Brier { $brier } · relative { $relative }
record-appears = You are named on the board of this server, with your scores. I store your user ID for that, until you take yourself off.
record-hidden = Nobody else sees your scores. If you like, the board of this server can show them with your name. I would store your user ID for that, until you take yourself off.
board-label = Forecasts · board
board-entry = **{ $number }.** { $name } · relative { $relative }
    -# Brier { $brier } · logarithmic { $log } · { $questions } questions
board-none = Nobody is on the board yet.
board-what = -# Only people are listed who agreed to be named and have at least { $least } resolved questions: with fewer, it is too early to rank anybody. The order is that of the score relative to the median (above 0: better than the others). To be named, press **Mine**.
calibration-own = **What you said, and how often it came true**
calibration-median = **What the median said, and how often it came true**
calibration-line = - { $said }: { $true } of { $count } (95% interval { $lower } to { $upper })

forecast-unreadable = I can’t read “{ $text }” as a percentage, so nothing was changed. Press **Exact** again and type a number from 0.1 to 99.9 with at most one decimal place, such as 35 or 12.5.
questions-none = There is no question about this prediction any more. `/forecast` shows all questions of this server.
