# フィード：サイトの新着一覧と、編集者がそれで行うこと。タイトルとアドレスは、エスケープ済みで渡される。

button-feeds = フィード
button-feeds-new = フィード（新着{ $count }件）
button-feed-subscribe = 購読する
button-feed-pause = 一時停止
button-feed-resume = 再開する
button-feed-at-once = 新着をすぐに追加する
button-feed-review = 新着を選んで追加する
button-feed-words = タイトルで絞る
button-feed-entries = 新着（{ $count }件）
button-feed-add = 追加する
button-feed-add-all = この{ $count }件を追加する
button-feed-decline = 不採用にする

feed-offer = そのアドレスに記事はありませんが、フィードがあります：{ $url }
    .what = 購読すると、まず最新の3件が、その後は新しいものが1日{ $most }件まで届きます。届いた新着は、編集者が選んで追加します。`/記事 管理` で、すぐに追加するように変えたり、タイトルで絞ったりできます。
feed-offer-several = そのアドレスに記事はありませんが、ページに{ $count }件のフィードが示されています。購読するものを選んでください。
feed-offer-too = サイト（またはその一部）のトップページのようです。記事には、今のページの内容だけが残ります。{ $count ->
        [one] フィード
       *[other] { $count }件あるフィードのどれか
    }を購読すると、これからの新着が届き、編集者が選んで追加できます。
feed-offer-placeholder = 購読するフィードを選ぶ
feeds-label = フィード ・ { $count }件
feeds-none = このサーバーで購読しているフィードは、まだありません。フィードのアドレスか、フィードのあるサイトのアドレスを `/記事 追加` に指定してください。
feeds-hint = -# 選ぶと、そのフィードを一時停止したり、絞り込んだり、削除したりできます。
feeds-placeholder = フィードを選ぶ
feed-label = フィード
feed-entries-label = 新着 ・ { $count }件
feed-entries-none = 新着はもうありません。新しいものは自動で届きます。
feed-entries-line = - **{ $title }** ・ { $found }{ $state ->
        [failed] { " ・ ⚠️ " }{ $why }
        [coming] { " ・ 追加待ち" }
       *[waits] { "" }
    }
feed-entries-hint = -# 選ぶと、その新着を追加したり、不採用にしたりできます。{ $days }日のあいだ選ばれなかったものは消えます。
feed-entries-placeholder = 新着を選ぶ
feed-entry-label = 新着
feed-entry-untitled = タイトルなし
feed-entry-found = { $found }に見つけました
feed-entry-changed = この記事はすでにありますが、その後ページの内容が変わりました。「追加する」を押して取得し直すと、記事を更新できます。
feed-entry-problem = 追加できませんでした（{ $why }）。もう一度試すか、不採用にしてください。
feed-state = { $waiting ->
        [0] 新着なし
       *[other] 新着{ $waiting }件
    } ・ { $once ->
        [true] 届いたらすぐに追加
       *[false] 編集者が選んで追加
    }
feed-state-paused = 一時停止中（取得しません。そのあいだの新着は届かないことがあります）
feed-state-ended = ⚠️ 一時停止中（{ $why }）
feed-state-failing = ⚠️ { $since }から読み取れません（{ $why }）。次は{ $next }に試します。
feed-words-are = **タイトル：**{ $words }
feed-changed = 変更しました。
feed-subscribed = このフィードを購読しました。
feed-adding = 空きがあるあいだ、1分に数件ずつ、順に追加します。読み取れないものは、理由を付けてここに残します。
feed-declined = その新着を不採用にしました。
feed-remove-confirm = フィード「{ $title }」を削除しますか。まだ追加していない新着も消えますが、記事は残ります。
feed-removed = フィード「{ $title }」を削除しました。
feed-words-form = タイトルで絞る
feed-words = タイトルのことば（空白で区切る）
    .description = どれか1つを含むものだけが届きます。-PR のように、前に-を付けたことばを含むものは届きません。空欄ならすべて届きます。
feed-why = { $reason ->
        [fetch-gone] そのアドレスにはもう何もありません
        [fetch-forbidden] サイトが読み取りを許していません
        [fetch-login] サイトへのログインが必要です
        [fetch-paid] 支払いが必要です
        [fetch-busy] サイトが混み合っています
        [fetch-server] サイト側に問題が起きています
        [fetch-private] 公開されていないアドレスに転送されます
        [fetch-redirects] 転送が繰り返されます
        [fetch-unknown] そのサイトは存在しません
        [fetch-unreachable] サイトが応答しません
        [fetch-too-slow] サイトの応答が遅すぎます
        [fetch-too-large] 大きすぎます
        [fetch-certificate] サイトの証明書が有効ではありません
        [feed-ended] フィードは終了したと、サイトが答えています
        [feed-none] そのアドレスに、もうフィードがありません
        [feed-found] そのアドレスに記事がありません
        [page-no-article] そのアドレスに記事がありません
        [page-paywall] だれでも読めるのは冒頭だけです
        [page-login] サイトへのログインが必要です
        [page-missing] そのアドレスにはもう何もありません
        [page-consent] クッキーなどへの同意が先に必要です
        [page-script] 文章がブラウザーでしか表示されません
        [page-video] 動画のページで、記事がありません
        [feed-entry-changed] 記事になった後でページの内容が変わりました
        [article-too-long] 記事が長すぎます
       *[other] 読み取れません
    }
notice-feed-new = フィードに新着があります。追加するものは、`/記事 管理` →「フィード」→「新着」で選べます。このお知らせは1日1回までです。
notice-feed-fails = フィード「{ $title }」が3日間読み取れていません（{ $why }）。このまま試し続け、読み取れるようになれば自動で再開します。削除するには、`/記事 管理` →「フィード」を開いてください。
    .several = 次のフィードが3日間読み取れていません。このまま試し続け、読み取れるようになれば自動で再開します。削除するには、`/記事 管理` →「フィード」を開いてください。
notice-feed-ended = フィード「{ $title }」を一時停止しました（{ $why }）。削除するか、もう一度試すには、`/記事 管理` →「フィード」を開いてください。
    .several = 次のフィードを一時停止しました。削除するか、もう一度試すには、`/記事 管理` →「フィード」を開いてください。
notice-feed-line = 「{ $title }」（{ $why }）
notice-feeds-halt = 今は、フィードの新着が自動では追加されません。{ $quota ->
        [articles] 記事が{ $limit }本に達し、残りは編集者のために空けてあります。`/記事 管理` で記事を減らすと、7日後に空きができます。
        [bytes] 記事の合計が{ $limit }MBに達し、残りは編集者のために空けてあります。`/記事 管理` で記事を減らすと、7日後に空きができます。
       *[fetches] 24時間以内の取得・読み取りが{ $limit }回に達し、残りは編集者のために空けてあります。新着が多すぎるときは、`/記事 管理` →「フィード」でタイトルを絞ってください。
    }新着は{ $days }日間とっておき、空きができれば自動で追加します。
