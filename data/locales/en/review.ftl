# The review desk.

button-review = Review
button-approve = Approve
button-reject = Reject
button-approve-rest = Approve all { $count } unreviewed
button-review-again = Start over
button-another-name = Type another name
button-facts = Who and when
button-another-sentence = Choose another
button-add-quote = Add a quotation
button-add-prediction = Add a prediction

review-label = Review · { $what } · { $number } of { $count }
review-end-label = Review
review-quote = Quotation
review-prediction = Prediction
review-section = **Section:** { $heading }
review-was = -# Originally: { $was }
review-nobody = Speaker not stated
review-no-kind = **Kind:** { kind-name-none }
review-no-horizon = **When:** not stated
kind-name-none = not certain
review-kind-placeholder = Correct the kind
review-speaker-placeholder = Correct the speaker
review-speaker-form = Correct the speaker
review-speaker = Name
    .description = A name exactly as it appears in the article
review-facts-form = Who said it, and when
review-facts-speaker = Said by
    .description = A name exactly as it appears in the article; empty for nobody
review-facts-said-on = Said on
    .description = Such as 2026-05-01; empty if nobody knows
review-facts-due-on = Due by
    .description = The last date on which it can come true; empty if it has none
review-told = 👎 “{ $reason }” – { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
review-added = -# Added by an editor
review-extent-placeholder = Add or leave out a sentence
review-extent-before = Add the sentence before
review-extent-after = Add the sentence after
review-extent-not-first = Leave out the first sentence
review-extent-not-last = Leave out the last sentence
review-empty = Nothing was found in this article.
review-done = Everything has been reviewed.
review-tally = **{ $end ->
        [true] Result
       *[false] Review
    }:** { $read ->
        [one] { $read } item
       *[other] { $read } items
    }{ $reviewed ->
        [0] , all unreviewed
       *[other] { " – " }{ $stood } approved unchanged · { $corrected } corrected · { $rejected } rejected{ $added ->
            [0] { "" }
           *[other] { " · " }{ $added } added
        }{ $waiting ->
            [0] { "" }
           *[other] { " · " }{ $waiting } unreviewed
        }
    }
sentences-label-line = Review · choose a sentence
sentences-label-quote = Review · add a quotation
sentences-label-prediction = Review · add a prediction
sentences-choice = **{ $number }.** { $text }
sentences-placeholder = Choose a number
sentences-hint-line = -# The sentence you choose takes this line’s place, in this server.
sentences-hint-quote = -# The words you choose are added as a quotation, in this server. Then say who speaks, or approve it.
sentences-hint-prediction = -# The sentence you choose is added as a prediction, in this server. Then choose its kind, or approve it.
sentences-none = There is nothing to choose on this page.
verdict-none = Unreviewed
verdict-approved = Approved
verdict-rejected = Rejected (not shown)

rights-placeholder = Why may its text be exported?
rights-choice-none = It may not be exported
rights-choice-own = Export: it is our own text
rights-choice-permission = Export: its owner permits it
rights-choice-licence = Export: it is under a free license
rights-choice-public-domain = Export: it is in the public domain
rights-set = **Export:** allowed ({ $rights })
rights-none = no export
rights-refused = **Export:** not allowed
    .what = This article’s text, the results of its review and its votes are left out of exports.
rights-own = our own text
rights-permission = used with the owner’s permission
rights-licence = published under a free license
rights-public-domain = in the public domain
rights-what = This server’s editors can export the article’s text and vote totals with **Export** in `/insights`; whoever runs the bot can also export the results of its review. Members’ names and IDs are never exported. Schedules may post the article whole, in parts.
