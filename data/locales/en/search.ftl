# Searching. Variables that hold an article's words come escaped.

search-label = Search “{ $query }”{ $one ->
    [true] { " · " }this article
   *[false] { "" }
} · { $count ->
    [one] 1 sentence
   *[other] { $count } sentences
}
search-more = Search “{ $query }”{ $one ->
    [true] { " · " }this article
   *[false] { "" }
} · more than { $count } sentences
search-place = **{ $number }.** { $text }
search-hint = -# Press a number to see that sentence in context.

search-form = Search this article
search-words = Words
    .description = Words that the sentence contains

search-no-words = I can’t search for punctuation alone. Please try again with at least one letter or digit.
search-none = I can’t find “{ $query }” in this server’s articles. Try another or a shorter word, or look at `/articles`.
search-none-in-article = I can’t find “{ $query }” in **{ $title }**. Try another or a shorter word, or `/search` without an article.
