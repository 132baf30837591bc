# Questions about predictions, as editors ask and resolve them. Variables that hold somebody's words come escaped.

button-questions = Forecasts
button-question-ask = Ask a question
button-question-change = Change
button-question-resolve = Resolve
button-question-anew = Resolve anew
button-question-undo = Undo
button-question-confirm = Confirm

questions-label = Forecasts · questions
questions-line = **{ $number }.** { $text }
questions-count = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
questions-astray = a question; its prediction is not an outlook of this article any more
questions-hint = -# Choose a prediction to ask about or to see its questions. Only outlooks are here; **Review** says what kind a prediction is.
questions-nothing = No outlook was found in this article, so there is nothing to ask about. With **Review** you can add a prediction, or correct its kind.
questions-placeholder = Choose a number
questions-item-label = Forecasts · prediction
questions-unasked = Nothing has been asked about this prediction yet.
questions-entry = - { $text }
    -# due { $due } · { $state }
questions-resolve-label = Forecasts · to resolve

question-label = Question · { $state }
question-forecasters = **Forecasts:** { $count ->
    [0] none yet
    [one] from 1 person
   *[other] from { $count } people
}
question-by = **Resolved by:** { $person }
question-objections = **Objections ({ $count }):**
question-asked = The question was asked. Members find it in `/forecast`, and under its prediction.
question-changed-now = The question was changed.
question-removed = The question was removed.
question-remove-confirm = Remove this question? Nobody has given a forecast on it yet.
    { "" }**{ $text }**
question-resolved = The result was stored. As long as it doesn’t count yet, **Undo** takes it back.
question-undone = The result was undone.
question-meanwhile-resolved = Another editor was faster: it was resolved as **{ $outcome }** ({ $at }). What you were doing was not stored; this is how the question stands now.
question-meanwhile-changed = Another editor was faster: the question was changed. What you were doing was not stored; this is how it reads now.

question-confirm-label = Resolve · is this right?
question-about-to = **New result:** { $outcome }
question-effect-early = It is not due yet. Once it is resolved, nobody can give a forecast any more, unless you undo that.
question-effect-same = The result stays **{ $was }**; only the evidence changes.
question-effect-other = The result changes from **{ $was }** to **{ $new }**, and with it the scores of everybody who gave a forecast.
question-effect-objections = Members who gave a forecast have { $hours } hours to object, and you to undo it; then it counts.

question-form-ask = Ask a question
question-form-change = Change the question
question-form-resolve = What came of it?
question-form-text = Question
    .description = One that can be answered with yes or no, and by everybody alike
question-form-due = Due date
    .description = The last day on which it can come true, such as 2026-12-31
question-form-outcome = Result
    .description = What came of it by the due date
question-form-evidence = Evidence
    .description = A link, or a note: how can everybody see that this is so?
question-outcome-yes = It came true by the due date
question-outcome-no = It did not come true
question-outcome-void = Nobody can tell, or the question was no good
question-proposal = By { $due }, will …?
question-unfinished = Please put what is to happen in the place of the … and send the form again. Nothing was saved.

evidence-note = **Evidence:** { $text }
evidence-link = **Evidence:** { $site } · [link]({ $url })
evidence-gone = I keep what you typed for 15 minutes at most, so nothing was saved. Please press **Cancel**, and resolve the question once more.
due-unreadable = I can’t read “{ $text }” as a date, so nothing was saved. Type year, month and day, such as 2026-12-31 or 31 Dec 2026; 12/31 is the next 31 December.
