# The review desk.

button-review = Review what was found
button-approve = Approve
button-reject = Reject
button-approve-rest = Approve all { $count } unreviewed
button-review-again = Start over
button-another-name = Type another name

review-label = Review · { $what } · { $number } of { $count }
review-end-label = Review
review-quote = Quotation
review-prediction = Prediction
review-section = **Section:** { $heading }
review-was = -# Originally: { $was }
review-nobody = Speaker not stated
review-kind-placeholder = Correct the kind
review-speaker-placeholder = Correct the speaker
review-speaker-form = Correct the speaker
review-speaker = Name
    .description = A name exactly as it appears in the article
review-told = 👎 “{ $reason }” – { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
review-done = Everything has been reviewed.
review-tally = **{ $end ->
        [true] Result
       *[false] Review
    }:** { $read ->
        [one] { $read } item
       *[other] { $read } items
    }{ $reviewed ->
        [0] , all unreviewed
       *[other] { " – " }{ $stood } approved unchanged · { $corrected } corrected · { $rejected } rejected{ $waiting ->
            [0] { "" }
           *[other] { " · " }{ $waiting } unreviewed
        }
    }
verdict-none = Unreviewed
verdict-approved = Approved
verdict-rejected = Rejected (not shown)

rights-label = Article rights
rights-set = **Export:** allowed ({ $rights })
rights-none = no export
rights-refused = **Export:** not allowed
    .what = This article’s text, the results of its review and its votes are left out of exports. To allow export, choose a `ground` with `/article rights`.
rights-own = our own text
rights-permission = used with the owner’s permission
rights-licence = published under a free license
rights-public-domain = in the public domain
rights-what = This server’s editors can export the article’s text and vote totals with `/export`; whoever runs the bot can also export the results of its review. Members’ names and IDs are never exported.
