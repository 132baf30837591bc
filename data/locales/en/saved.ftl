# What somebody saved: ⭐, /saved, and the weekly direct message. Screen readers say “star” for the button.

button-save = ⭐
saved-now = **Saved.** You have saved { $count }; `/saved` lists them. Press ⭐ again to take it out.
saved-no-longer = **No longer saved.** To save it again, press ⭐ once more.
saved-numbered = **{ $number }.** { $text }
saved-kind-quote = Quotation
saved-kind-prediction = Prediction
saved-kind-line = Summary

saved-label = Saved · { $count }
saved-none = Nothing to show here. Press ⭐ below a quotation, a prediction or a summary to save it.
saved-elsewhere = { $outside ->
    [true] { $count } more from the articles of servers. Use `/saved` there to see them.
   *[false] { $count } more from the articles of other servers. Use `/saved` there to see them.
}
saved-hidden = { $count } more can’t be shown here now: the article was removed or hidden, or editors left it out.
saved-placeholder = Choose one
saved-option = { $number }. { $kind } · { $text }
button-unsave = Take out
step-saved = Saved

reminders-on = Once a week you get a direct message with up to three items you saved. Each comes back after a longer time: 7, 16, 35 days and so on. I store your user ID for that, until you turn it off.
reminders-off = Would you like to be reminded? Once a week I can send you a direct message with up to three items you saved. I would store your user ID for that, until you turn it off.
reminders-refused = I couldn’t send you the weekly message with what you saved, since you don’t take direct messages from me. I have turned it off and deleted your user ID. To get it again, allow direct messages and turn it on in `/saved`.
button-remind-on = Remind me weekly
button-remind-off = Stop the weekly message
reminder-label = What you saved
reminder-hint = You asked for this weekly message in `/saved`. Each item comes back after a longer time.

saved-full = You have saved { $limit } items, which is the most I keep. Take some out in `/saved`, then press ⭐ again.
saved-gone = You can’t see that here any more: it is no longer saved, or its article was removed. `/saved` shows what there is.
saved-withdrawn = That is not shown in this server any more: an editor has rejected it, or has yet to approve it. `/saved` shows what you saved.
