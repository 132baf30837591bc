# 検索。記事の文が入る変数は、エスケープ済みで渡される。

search-label = 検索「{ $query }」 ・ { NUMBER($count) }か所
search-more = 検索「{ $query }」 ・ { NUMBER($count) }か所より多い
search-place = **{ $number }.** { $text }
search-hint = -# 番号を押すと、前後の文と一緒に読めます。

search-no-words = 探すことばがありません。文字か数字を入れて、もう一度お試しください。
search-none = 「{ $query }」は、このサーバーの記事に見つかりませんでした。短いことばに変えるか、`/記事 一覧` で記事を確かめてください。
search-none-in-article = 「{ $query }」は **{ $title }** に見つかりませんでした。短いことばに変えるか、記事を指定せずに `/検索` をお試しください。
