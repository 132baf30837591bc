# The review desk.

button-review = Review what was read
button-approve = Approve
button-reject = Reject
button-approve-rest = Approve all { $count } that wait
button-review-again = See them again
button-another-name = Type another name

review-label = Review · { $what } · { $number } of { $count }
review-end-label = Review
review-quote = Quotation
review-prediction = Prediction
review-section = **Section:** { $heading }
review-was = -# As it was read: { $was }
review-nobody = Nobody is named
review-kind-placeholder = Correct the kind
review-speaker-placeholder = Correct the speaker
review-speaker-form = Correct the speaker
review-speaker = Name
    .description = A name as it stands in the article’s text
review-told = 👎 “{ $reason }” – { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
review-done = Everything was reviewed.
review-tally = **Review:** of { $read } items { $stood } stood · { $corrected } corrected · { $rejected } rejected{ $waiting ->
        [0] { "" }
       *[other] { " · " }{ $waiting } not reviewed
    }
verdict-none = Not reviewed
verdict-approved = Approved
verdict-rejected = Rejected (it is not shown)

rights-label = Rights of an article
rights-set = **{ $title }**: { $rights }
rights-none = no export
rights-own = our own text
rights-permission = used with the owner’s permission
rights-licence = published under a free licence
rights-public-domain = in the public domain
rights-what = With rights to it, the host of the bot and this server’s editors may export the article’s text, what the review made of it, and totals of votes. Members’ names and ids are never exported.
