# Searching. Variables that hold an article's words come escaped.

search-label = Search “{ $query }” · { $count ->
    [one] 1 place
   *[other] { NUMBER($count) } places
}
search-more = Search “{ $query }” · more than { NUMBER($count) } places
search-place = **{ $number }.** { $text }
search-hint = -# Press a number to see it in context.

search-no-words = There is no word to look for. Please try again with letters or figures in it.
search-none = I can’t find “{ $query }” in this server’s articles. Try a shorter word, or see with `/article list` what there is.
search-none-in-article = I can’t find “{ $query }” in **{ $title }**. Try a shorter word, or `/search` without choosing an article.
