# Asking. Variables that hold an article's words come escaped.

ask-label = Question “{ $asked }”
ask-sentence = **{ $number }.** { $text }
ask-prediction = Prediction
ask-hint = -# Press a number to read it in context.
ask-none = **Not in the articles.** I found no sentence that answers this. Please try again in other words.
ask-nearest = Nearest sections
ask-near = Nearest in meaning
ask-near-sentence = **{ $number }.** { $text } ({ $title })
ask-heading = **{ $number }.** { $section } ({ $title })
ask-title = **{ $number }.** { $title }

ask-no-words = I can’t tell what the question is about. Please try again with a word that names it, such as a person or a thing.
