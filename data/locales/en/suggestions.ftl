# What members suggest to read: /suggest, what editors see of it, and what the person is told.

suggestion-site = **Site:** { $site }
suggestion-facts = **Found:** { $quotes ->
        [one] 1 quotation
       *[other] { $quotes } quotations
    }, { $predictions ->
        [one] 1 prediction
       *[other] { $predictions } predictions
    }

suggestion-sent = Suggested to the editors
suggestion-sent-hint = The editors see that you suggested it. When they have decided, I tell you by direct message or, if I can’t send you one, below your next command; then your user ID is deleted. If nobody decides within { $days } days, the suggestion ends.

suggestion-label = Suggestion
suggestion-by = Suggested by { $person } { $at }
suggestion-by-nobody = Suggested { $at }
button-suggestion-accept = Accept
button-suggestion-decline = Decline…
suggestion-decline-form = Decline the suggestion
suggestion-decline-reason = Reason
    .description = Whoever suggested it is sent these words.
suggestion-declined-now = **{ $title }** was declined.

button-suggestions = Suggestions
button-suggestions-new = Suggestions ({ $count })
suggestions-label = Suggestions · { $count }
suggestions-line = - **{ $title }** · { $site } · { $at }
suggestions-none = Nothing is waiting for a decision.
suggestions-taken = **Taken:** members can suggest links with `/suggest`.
suggestions-not-taken = **Not taken:** members can’t suggest links now.
suggestions-told = **Told in:** { $channel }
suggestions-untold = **Told in:** no channel; editors hear of new ones below their next command.
suggestions-placeholder = Choose a suggestion
suggestions-channel-placeholder = Tell editors in…
button-suggestions-on = Take suggestions
button-suggestions-off = Take no suggestions
button-suggestions-nowhere = Tell in no channel

suggestion-waits-label = A member suggests an article
suggestion-waits-accepted = A member’s suggestion was accepted
suggestion-waits-declined = A member’s suggestion was declined
suggestion-waits-expired = A member’s suggestion has ended: nobody decided on it
suggestion-waits-hint = Editors can accept or decline it.
button-suggestion = Decide
suggestion-waits = A member suggests **{ $title }**. `/article manage` → **Suggestions** shows it, for you to accept or decline.
suggestions-wait = Members suggest { $count } articles. `/article manage` → **Suggestions** shows them, for you to accept or decline.

suggestion-decided-label = What came of your suggestions
suggestion-accepted = **{ $title }** was accepted: you can read it now in { $server }.
suggestion-declined = **{ $title }** was declined in { $server }.
suggestion-expired = Nobody decided on **{ $title }** in { $server } within { $days } days, so the suggestion has ended. You can suggest it again.
suggestion-reason = Reason: { $reason }
suggestion-more = …and { $count } more.

suggestion-unread = Only editors can add an article’s text in another way. If this one is worth it, tell one of them.
suggestion-feed = There is no article at that address, but there is a feed, which lists what is new on the site: { $url }
    Only editors can have the server subscribe to a feed. If this one is worth it, ask one of them to give that address to `/article add`. To suggest a single article, give its own address.
suggestion-linkless = I found no address in that. Please give the address of a page, such as example.com/page, or a message with one.
suggestions-off = This server takes no suggestions at the moment. Please ask an editor about it.
suggestion-open = That page is suggested already, and editors have yet to decide. There is nothing more to do.
suggestion-known = That is here already: **{ $title }**. You can read it with `/read`.
suggestions-yours = You have { $limit } suggestions that editors have yet to decide on, which is the most a person can have here. Please wait until they have decided on one.
suggestions-full = { $limit } suggestions are waiting for the editors here, which is the most there can be. Please suggest it again when they have decided on some.
cool-down-suggestions = Each person can suggest { $rate } links in 10 minutes; those that couldn’t be read count, too. The next one is possible in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
suggestion-reasonless = Please give a reason: it is sent to whoever suggested the page. Nothing has been decided yet.
suggestion-gone = That suggestion is no longer open: it was accepted or declined, or it waited for too long. `/article manage` → **Suggestions** shows what is open.
suggestion-outdated = An earlier version read that page, and I can’t use that any more. Please add its address with `/article add`, and then decline the suggestion: { $url }
