# 質問。記事の文が入る変数は、エスケープ済みで渡される。

ask-label = 質問「{ $asked }」
ask-sentence = **{ $number }.** { $text }
ask-prediction = 予測
ask-hint = -# 番号を押すと、前後の文と一緒に読めます。
ask-none = **記事に見当たりません。** 答えになる文は見つかりませんでした。ことばを変えて、もう一度お試しください。
ask-nearest = 近い見出し
ask-near = 意味の近い文
ask-near-sentence = **{ $number }.** { $text }（{ $title }）
ask-heading = **{ $number }.** { $section }（{ $title }）
ask-title = **{ $number }.** { $title }

ask-no-words = 何についての質問か、読み取れませんでした。知りたいことを表すことば（人や物の名前など）を入れて、もう一度お試しください。
