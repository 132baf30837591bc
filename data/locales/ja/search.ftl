# 検索。記事の文が入る変数は、エスケープ済みで渡される。

search-label = 検索「{ $query }」 ・ { NUMBER($count) }か所
search-more = 検索「{ $query }」 ・ { NUMBER($count) }か所より多い
search-one = { $label } ・ この記事だけ
search-place = **{ $number }.** { $text }
search-hint = -# 番号を押すと、前後の文と一緒に読めます。

search-no-words = 探すことばがありません。文字か数字を入れて、もう一度お試しください。
search-none = このサーバーの記事に「{ $query }」は見つかりませんでした。別のことばや短いことばに変えるか、どんな記事があるかを `/記事 一覧` で確かめてください。
search-none-in-article = 『{ $title }』に「{ $query }」は見つかりませんでした。別のことばや短いことばに変えるか、「記事」を指定せずに `/検索` をお試しください。
