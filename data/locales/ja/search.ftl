# 検索。記事の文が入る変数は、エスケープ済みで渡される。

search-label = 検索「{ $query }」{ $one ->
    [true] { " ・ " }この記事だけ
   *[false] { "" }
} ・ { $count }件
search-more = 検索「{ $query }」{ $one ->
    [true] { " ・ " }この記事だけ
   *[false] { "" }
} ・ { $count }件より多い
search-place = **{ $number }.** { $text }
search-hint = -# 番号を押すと、前後の文と一緒に読めます。

search-form = この記事を検索
search-words = ことば
    .description = 探す文に含まれることば

search-no-words = 記号や空白だけでは検索できません。文字か数字を含むことばで、もう一度お試しください。
search-none = このサーバーの記事に「{ $query }」は見つかりませんでした。別のことばや短いことばに変えるか、どんな記事があるかを `/記事一覧` で確かめてください。
search-none-in-article = 『{ $title }』に「{ $query }」は見つかりませんでした。別のことばや短いことばに変えるか、「記事」を指定せずに `/検索` をお試しください。
