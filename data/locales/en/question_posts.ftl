# Posts that tell of questions about predictions, and lists of open questions in other posts.

questions-post-label = Looking back at predictions
questions-post-few = Fewer than { $count } people gave a forecast.
questions-post-resolve = { $count ->
    [one] -# One question has no result yet. Editors, please say what came of it with **Resolve**.
   *[other] -# { $count } questions have no result yet. Editors, please say what came of them with **Resolve**.
}
question-line = - { $text } · due { $due }
digest-questions = Open questions
closing-questions = Open questions about it
history-questions = Looking back at predictions · { $state }
reason-questions-gone = Its questions were removed before it was sent.
