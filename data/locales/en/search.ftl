# Searching. Variables that hold an article's words come escaped.

search-label = Search “{ $query }” · { $count ->
    [one] 1 place
   *[other] { NUMBER($count) } places
}
search-more = Search “{ $query }” · more than { NUMBER($count) } places
search-one = { $label } · this article only
search-place = **{ $number }.** { $text }
search-hint = -# Press a number to see that sentence in context.

search-no-words = There is nothing to search for. Please try again with at least one letter or digit.
search-none = I can’t find “{ $query }” in this server’s articles. Try another word or a shorter one, or look at `/article list`.
search-none-in-article = I can’t find “{ $query }” in **{ $title }**. Try another word or a shorter one, or `/search` without choosing an article.
