# What stands in a daily post beside its item.

thread-name = { $label } · { $title }
post-test = Test post · { $label }

digest-label = This week
digest-read = Posted in this channel
digest-count = { $kind ->
    [part] { $count ->
        [one] 1 part
       *[other] { $count } parts
    }
    [quote] { $count ->
        [one] 1 quotation
       *[other] { $count } quotations
    }
    [prediction] { $count ->
        [one] 1 prediction
       *[other] { $count } predictions
    }
   *[summary] { $count ->
        [one] 1 summary
       *[other] { $count } summaries
    }
}
digest-kind = { $kind ->
    [part] part
    [quote] quotation
    [prediction] prediction
   *[summary] summary
}
digest-joined = , { "" }
digest-more = …and { $count } more { $count ->
    [one] article
   *[other] articles
}
digest-popular = Popular
digest-outlooks = Outlooks still to come
digest-coming = Next
digest-coming-line = - { $at } · { $content }
digest-posts-label = Posts of the week · { $count }
digest-more-posts = …and { $count } earlier
digest-posts-gone = The posts of that week are no longer listed: they are kept for 90 days.
button-week-posts = All posts of the week
