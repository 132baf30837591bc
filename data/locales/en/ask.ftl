# Asking. Variables that hold an article's words come escaped.

ask-label = Question “{ $asked }”
ask-sentence = **{ $number }.** { $text }
ask-prediction = Prediction
ask-hint = -# Press a number to read it in context.
ask-none = **Not in the articles.** I found no sentence that surely answers this. Please try again in other words.
ask-nearest = **Nearest sections**
ask-near = **Nearest sentences** (perhaps about something else)
ask-of = -# { $title }

ask-no-words = I can’t tell what the question is about. Please try again with a word that names it, such as a person or a thing.

written-label = Written by a language model
written-line = - { $text } ({ $cited })
written-joined = { ", " }
written-hint = -# Written by a model that was given the question and the sentences above; each line names those it goes by. Numbers, names, quotations and each “not” were checked, the rest may be wrong.{ $dropped ->
    [0] { "" }
    [one] { " " }1 line was left out: the sentences don’t bear it out.
   *[other] { " " }{ $dropped } lines were left out: the sentences don’t bear them out.
}

model-label = Language model
model-on = **On:** below an answer of `/ask`, a language model sums up the sentences that were found.
model-off = **Off:** answers of `/ask` are sentences of the articles. A language model can sum them up below.
model-changed = **Off:** you had agreed to a language model, but whoever runs this bot has chosen another since.
model-where = **Texts go to:** `{ $site }`{ $here ->
    [true] { " " }(the computer that the bot runs on)
   *[false] { "" }
}, model “{ $name }”. Whoever runs this bot chose both.
model-what = It gets each question asked here and up to five sentences that were found for it, also of articles that only this server has, and nothing about who asked. The bot stores none of that; what is kept over there, ask whoever runs this bot. A line stays only if it names its sentences, the numbers, names and quotations in it stand there, and it has a “not” where they have one; it can still be wrong. At most { $limit } answers in 24 hours are written; those after it are sentences alone.
model-open = **Not encrypted:** whoever can listen in on the way there can read the questions and sentences.
model-none = No language model is set up any more. Answers of `/ask` are sentences of the articles alone.
button-model = Language model
button-model-use = Switch on
button-model-leave = Switch off
