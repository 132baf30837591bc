# メンバーの推薦。/推薦、編集者に見えるもの、推薦した人への知らせ。

suggestion-site = **サイト：**{ $site }
suggestion-facts = **見つかったもの：**名言{ $quotes } ・ 予測{ $predictions }

suggestion-sent = 編集者に推薦しました
suggestion-sent-hint = だれの推薦かは、編集者にも表示されます。結果は、ダイレクトメッセージか、送れない場合は次にコマンドを使ったときにお知らせし、そのあとあなたのユーザーIDを削除します。{ $days }日以内に決まらなければ、推薦は終わります。

suggestion-label = 推薦
suggestion-by = { $person } さんの推薦 ・ { $at }
suggestion-by-nobody = { $at }の推薦
button-suggestion-accept = 採用する
button-suggestion-decline = 不採用にする…
suggestion-decline-form = 推薦を不採用にする
suggestion-decline-reason = 理由
    .description = 推薦した人に、このまま届きます。
suggestion-declined-now = 『{ $title }』を不採用にしました。

button-suggestions = 推薦
button-suggestions-new = 推薦（{ $count }件）
suggestions-label = 推薦 ・ { $count }件
suggestions-line = - **{ $title }** ・ { $site } ・ { $at }
suggestions-none = まだ決まっていない推薦はありません。
suggestions-taken = **受付：**受け付けています。メンバーは `/推薦` でリンクを推薦できます。
suggestions-not-taken = **受付：**今は受け付けていません。
suggestions-told = **知らせる場所：**{ $channel }
suggestions-untold = **知らせる場所：**なし（新しい推薦は、編集者が次にコマンドを使ったときに知らせます）
suggestions-placeholder = 推薦を選ぶ
suggestions-channel-placeholder = 知らせるチャンネルを選ぶ
button-suggestions-on = 受け付ける
button-suggestions-off = 受付をやめる
button-suggestions-nowhere = チャンネルで知らせない

suggestion-waits-label = メンバーからの推薦
suggestion-waits-accepted = メンバーの推薦を採用しました
suggestion-waits-declined = メンバーの推薦は不採用になりました
suggestion-waits-expired = メンバーの推薦は、決まらないまま終わりました
suggestion-waits-hint = 編集者が、採用するかどうかを決められます。
button-suggestion = 採用するか決める
suggestion-waits = メンバーが『{ $title }』を推薦しました。`/記事 管理` の「推薦」で、採用するかどうかを決められます。
suggestions-wait = メンバーが{ $count }件の記事を推薦しました。`/記事 管理` の「推薦」で、採用するかどうかを決められます。

suggestion-decided-label = 推薦の結果
suggestion-accepted = 『{ $title }』が { $server } で採用されました。もう読めます。
suggestion-declined = 『{ $title }』は、{ $server } では採用されませんでした。
suggestion-expired = 『{ $title }』の推薦は、{ $server } で{ $days }日のあいだに決まらなかったため終わりました。もう一度推薦できます。
suggestion-reason = 理由：{ $reason }
suggestion-more = ほかに{ $count }件あります。

suggestion-unread = 本文をほかの方法で追加できるのは、編集者だけです。読む価値があると思ったら、編集者に伝えてください。
suggestion-feed = そのアドレスに記事はありませんが、サイトの新着を知らせるフィードがあります：{ $url }
    フィードを購読できるのは編集者だけです。読む価値があると思ったら、このアドレスを `/記事 追加` に指定してもらうよう、編集者に頼んでください。記事を1本だけ推薦するときは、その記事のアドレスを指定してください。
suggestion-linkless = アドレスが見つかりませんでした。example.com/page のようなページのアドレスか、リンクを含むメッセージを指定してください。
suggestions-off = このサーバーでは、今は推薦を受け付けていません。編集者におたずねください。
suggestion-open = そのページはもう推薦されていて、編集者が決めるのを待っています。これ以上の操作は必要ありません。
suggestion-known = その記事はもうあります：『{ $title }』。`/読む` で読めます。
suggestions-yours = あなたの推薦のうち、まだ決まっていないものが{ $limit }件あり、1人の上限に達しています。どれかが決まるまでお待ちください。
suggestions-full = このサーバーでは、まだ決まっていない推薦が上限の{ $limit }件に達しています。いくつか決まってから、もう一度推薦してください。
cool-down-suggestions = 推薦できるのは、1人10分に{ $rate }件までです。読み取れなかったものも1件と数えます。次は{ $seconds }秒後に推薦できます。
suggestion-reasonless = 理由を書いてください。推薦した人に、このまま届きます。まだ何も決まっていません。
suggestion-gone = その推薦はもう終わっています。採用するかどうかが決まったか、長く決まらなかったためです。決まっていない推薦は `/記事 管理` の「推薦」で見られます。
suggestion-outdated = そのページは以前のバージョンで読み取ったもので、今は使えません。`/記事 追加` でアドレスを追加してから、この推薦を不採用にしてください。{ $url }
