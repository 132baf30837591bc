# Asking. Variables that hold an article's words come escaped.

ask-label = Question “{ $asked }”
ask-sentence = **{ $number }.** { $text }
ask-prediction = Prediction
ask-hint = -# Press a number to read it in context.
ask-none = **Not in the articles.** I found no sentence that clearly answers this. Please try other words.
ask-near-sentences = **Nearest sentences** (they may be about something else)
ask-near-sections = **Nearest sections**
ask-of = -# { $title }

ask-no-words = I can’t tell what the question is about. Please name it: a person, a place or a thing, for example.

written-label = Written by a language model
written-line = - { $text } ({ $cited })
written-joined = { ", " }
written-hint = -# The model was given the question and the sentences above; the numbers in parentheses say which of them each line is based on. Numbers, names, quotations and every “not” were checked; the rest may be wrong.{ $dropped ->
    [0] { "" }
    [one] { " " }1 line was left out because its sentences don’t support it.
   *[other] { " " }{ $dropped } lines were left out because their sentences don’t support them.
}

model-label = Language model
model-on = **On:** below the answers of `/ask`, a language model sums up the sentences found.
model-off = **Off:** `/ask` answers with sentences from the articles alone. A language model can sum them up below.
model-changed = **Off:** editors agreed to a language model, but whoever runs this bot has since changed the model or its address.
model-where = **Texts go to:** `{ $site }`{ $here ->
    [true] { " " }(the computer that the bot runs on)
   *[false] { "" }
}, model “{ $name }”. Whoever runs this bot chose both.
model-what = It gets each question asked here and up to five sentences found for it, including those from articles that only this server has, but nothing about who asked. The bot stores none of this; to learn what is stored at the other end, ask whoever runs this bot. A line is shown only if it says which sentences it is based on, its numbers, names and quotations are in them, and it says “not” where they do and nowhere else. It can still be wrong. At most { $limit } answers are written in 24 hours; after that, answers are the sentences alone.
model-open = **Not encrypted:** anyone who can listen in on the connection can read the questions and sentences.
model-none = There is no language model any more. `/ask` answers with sentences from the articles alone.
button-model = Language model
button-model-use = Switch on
button-model-leave = Switch off
