# 記事の連載。投稿と、連載リスト。

content-parts = 記事の連載
daily-size = **1回の長さ：**{ $size }

part-before = 前回まで：{ $text }
button-catch-up = 読みそびれた分を読む
button-item-quote = 名言
button-item-prediction = 予測
catch-up = チャンネルでは第{ $number }回（全{ $count }回）まで投稿しました。{ $begun ->
    [true] 前に読んだところから表示しています。
   *[false] 最初から表示しています。
}
catch-up-ahead = -# チャンネルでは、この先はまだ投稿していません。続けて読むには `/読む` を使ってください。
part-gone = その部分は、記事が更新されてなくなりました。次の投稿は、前回の続きから始まります。

closing-label = この記事はここまで
closing-read = 全{ $count }回で読み終わりました。
closing-liked = いちばん好評だったところ
closing-predicted = この記事の予測
closing-next = **次の記事：**{ $title }（次の投稿から始まります）
closing-nothing-next = **次の記事：**まだ決まっていません。編集者が連載リストに記事を加えると、連載を再開します。

preview-part = 第{ $number }回（全{ $count }回）：{ $title }
preview-closing = 「{ $title }」の締めくくり
preview-queue-empty = 投稿なし（連載リストが空になるため）
preview-hint-parts = 今の連載リストのとおりに進んだ場合の予定です。
history-part = 第{ $number }回（全{ $count }回）
history-closing = 締めくくり

queue-label = 連載リスト ・ { $count }件
queue-where = { $channel } に{ $time }（{ $days }）、1回分ずつ投稿します。最後の回の次が締めくくり、その次からが次の記事です。
queue-empty-hint = 連載リストが空です。「連載リスト」を押して、最初の記事を選んでください。
queue-empty = 連載リストは空です。下から記事を選ぶと、次の投稿から連載が始まります。
queue-now = { $place }. **{ $title }** ・ 次は第{ $number }回（全{ $count }回）
queue-closing = { $place }. **{ $title }** ・ 次は締めくくり
queue-finished = { $place }. { $title } ・ 全{ $count }回を投稿済み
queue-later = { $place }. { $title } ・ 全{ $count }回
queue-lost = （削除または非表示の記事）
queue-lost-line = { $place }. { $title } ・ 飛ばして進みます
queue-unallowed = { $place }. { $title } ・ 全文を投稿してよいという記録がなくなったため、飛ばして進みます
queue-unreadable = { $place }. { $title } ・ 読むところがありません（飛ばして進みます）
queue-add-placeholder = 記事を加える
queue-pick-placeholder = 順番を変える・外す記事を選ぶ
button-queue = 連載リスト
button-queue-up = 上へ
button-queue-down = 下へ
button-queue-out = 外す
queue-none = この投稿予定は、記事の連載ではありません。連載にするには、「内容」で「記事の連載」を選んでください。
queue-has-it = 「{ $title }」は、すでに連載リストにあります。
queue-long = 連載リストに入るのは{ $limit }件までです。先に1件外してください。
queue-consent = 「{ $title }」は、全文を投稿してよいかどうかがまだ確認されていません。連載リストでもう一度加えて確認するか、`/記事 管理` で権利を登録してください。

consent-label = 全文を投稿してもよい記事ですか？
consent-question = **{ $title }** の全文を、このサーバーで何回かに分けて投稿します。自分で書いた記事か、著者またはライセンスがそれを認めている記事なら、「投稿してよい」を押してください。押した人と日時は保存され、`/プライバシー` で確かめられます。
button-consent = 投稿してよい

notice-queue-ends = { $post }：連載リストの最後の記事「{ $title }」が、もうすぐ終わります。次の記事を加えておくと、連載が途切れません。
