# Posts that tell of questions about predictions, and lists of open questions in other posts.

questions-post-label = Looking back at predictions
questions-post-few = Fewer than { $count } people gave a forecast.
questions-post-resolve = { $count ->
    [one] -# What came of it is still to be said. Editors do that with **Record the result**.
   *[other] -# What came of { $count } of them is still to be said. Editors do that with **Record the result**.
}
button-questions-resolve = Record the result
question-line = - { $text } · due { $due }
digest-questions = Open questions
closing-questions = Open questions about it
history-questions = Looking back at predictions · { $state }
reason-questions-gone = Its questions were removed before it was sent.
