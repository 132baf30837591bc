# 返信。記事の文が入る変数は、エスケープ済みで渡される。

source = 記事によると：{ $title }
source-by = 記事によると：{ $title }（{ $author }）
source-link = { $source } ・ [出典]({ $url })
page = { $label } ・ { $page } / { $pages } ページ
marked = { $text } ・ { $mark }
translated = 翻訳
spoken = 対談での発言
language-ja = 日本語
language-en = 英語

button-context = 原文を見る
button-another = 別のものを見る
button-previous = 前へ
button-next = 次へ
button-remove = 削除する
button-hide = 非表示にする
button-cancel = キャンセル
button-refresh = 更新
button-undo = 元に戻す
button-no-editors = 編集者ロールを解除する

summary-line = 要約 ・ 1行
summary-three = 要約 ・ 3行
summary-section = 要約 ・ 見出しごと
summary-lead = 冒頭

quote-label = 名言
quote-words = 「{ $text }」
quote-speaker = ── **{ $name }**
quote-no-speaker = ── 話し手の記載なし

card-part = 抜粋
card-part-note = -# 名言が長いため、カードには一文だけを載せています。「原文を見る」を押すと、全文を前後の文と一緒に読めます。
card-sample = 読んだことばを分け合うと、昨日と少し違う景色が見えてくる。
    .speaker = 言の葉
    .title = カードの見本

prediction-label = 今日の予測
prediction-number = 予測 ・ { $number } / { $count }
kind-forecast = **種類：**{ kind-name-forecast }（{ kind-name-forecast.what }）
kind-name-forecast = 見通し
    .what = これから起こる、または起こりうること
kind-claim = **種類：**{ kind-name-claim }（{ kind-name-claim.what }）
kind-name-claim = 主張
    .what = 今できること、できないこと
kind-limit = **種類：**{ kind-name-limit }（{ kind-name-limit.what }）
kind-name-limit = 限界
    .what = 妨げになっていること
horizon = **時期：**{ $horizon }
horizon-none = **時期：**記載なし

context-label = 前後の文

part-label = 第{ $number }回（全{ $count }回） ・ 約{ $minutes }分
read-end = -# この記事は、これで終わりです。{ $next ->
        [none] { "" }
       *[other] まだ読んでいない記事：**{ $next }**
    }
button-read-next = 次の記事を読む
button-original = 元の記事

article-label = 記事
articles-label = 記事 ・ { $count }本
articles-hint = -# 読むには、`/要約` や `/名言` の「記事」で選んでください。
article-line = - **{ $title }**
    { $language } ・ { $added }に追加{ $shared ->
        [true] { " ・ 共通" }
       *[false] { "" }
    }
article-facts = **著者：**{ $author ->
        [none] 記載なし
       *[other] { $author }
    }
    { "" }**発行元：**{ $publisher ->
        [none] 記載なし
       *[other] { $publisher }
    }
    { "" }**公開日：**{ $published ->
        [none] 記載なし
       *[other] { $published }
    }
    { "" }**追加日：**{ $added }
    { "" }**言語：**{ $language }{ $translated ->
        [true] （{ translated }）
       *[false] { "" }
    }
    { "" }**見つかったもの：**要約{ $summaries } ・ 名言{ $quotes } ・ 予測{ $predictions }
day-published = { $year }年{ $month }月{ $day }日
article-added = 記事を追加しました
    .action = 読むには、`/要約`、`/名言`、`/今日の予測` の「記事」でこの記事を選んでください。
article-left-out = 1本の記事に残すのは、種類ごとに{ $most }件までです。発言者のわかる名言や、時期のわかる予測を優先し、残りの{ $count }件は省きました。
article-added-unread = 記事を追加しましたが、紹介できる文が見つかりませんでした
    .action = 単独で読める文がない記事です。`/記事 削除` で取り消せます。
article-known = 同じ文章の記事がすでにあります
    .action = 何も変更していません。読むには、`/要約` の「記事」でこの記事を選んでください。
article-restored = 削除または非表示になっていた記事を元に戻しました
    .action = 同じ文章の記事があったので、以前の状態に戻しました。

article-changed = この記事はすでにあります
    .action = まだ何も変更していません。今回の内容は、保存してある記事と違います。「更新」を押すと、今回の内容に置き換わります。変わらない部分の見直し、評価、投稿の記録は残ります。
article-refreshed = 記事を更新しました
    .action = 変わらなかった部分の見直し、評価、投稿の記録は、そのまま残っています。
stage-waiting = ほかの記事を読み取っています。順番が来るまでお待ちください…
stage-fetching = 取得しています…（1/3）
stage-reading = 読み取っています…（2/3）
stage-storing = 保存しています…（3/3）

remove-confirm = 『{ $title }』をこのサーバーから削除しますか？ この記事の要約・名言・予測は表示されなくなります。7日間は元に戻せます。
hide-confirm = 『{ $title }』は全サーバー共通の記事です。このサーバーで非表示にしますか？ この記事の要約・名言・予測は、ここでは表示されなくなります。ほかのサーバーには影響せず、いつでも元に戻せます。
remove-schedules = この記事だけを投稿する予定が{ $count }件あり、投稿できなくなります。
hidden = 『{ $title }』をこのサーバーで非表示にしました。下のボタンか `/記事 元に戻す` で、いつでも元に戻せます。
removed = 『{ $title }』を削除しました。{ $until }までは、下のボタンか `/記事 元に戻す` で元に戻せます。
restored = 『{ $title }』を元に戻しました。
cancelled = 何も変更していません。

paste-label = 記事を追加
paste-file = ファイル
    .description = テキスト、Markdown、HTML（10MBまで）。選ぶと、下の本文の代わりに使います。
paste-title = タイトル
    .description = 記事から読み取る代わりに使うタイトル。
paste-text-1 = 本文
    .description = 4,000文字まで。
paste-text-2 = 本文の続き
    .description = 次の4,000文字。これより長い記事は、ファイルで追加してください。
paste-link = リンク
    .description = リンク、ファイル、本文のどれか1つで追加できます。リンクだけならページを読み込み、ほかもあれば出典にします。

settings-label = このサーバーの設定
settings-changed-label = 設定を変更しました
settings-language = **言語：**{ $value }
settings-language-unset = Discordのサーバー設定に合わせる
settings-zone = **タイムゾーン：**{ $zone }
settings-zone-unset = **タイムゾーン：**未設定（{ $zone } を使用中）
settings-editors = **編集者：**{ $role } と、「サーバー管理」の権限を持つメンバー
settings-editors-unset = **編集者：**「サーバー管理」の権限を持つメンバー
settings-unreviewed = **見直し前の項目：**{ $shown ->
        [true] 表示する
       *[false] 表示しない
    }
settings-theme = **カードのテーマ：**{ $theme }
settings-hint = 変更するには、`/設定` で変えたい項目を指定してください。
settings-editors-cleared = 編集者ロールを解除しました。「サーバー管理」の権限を持つメンバーは、引き続き編集者です。
settings-unreviewed-hint = 見直し前の項目は、編集者が `/記事 見直し` で承認するまで表示されません。

help-label = 言の葉（Kotonoha）
help-data-label = 言の葉（Kotonoha） ・ 保存している情報
help-commands-label = 言の葉（Kotonoha） ・ すべてのコマンド
help-what = 長い記事を、みんなで毎日少しずつ読むためのボットです。要約・名言・予測を、記事の文のまま紹介します。「原文を見る」を押すと、前後の文と一緒に読めます。
help-line = { $command }（{ $ja }） { $description }
help-sub = { $mention }（{ $ja }）
help-joined = { "　" }
help-stored-label = 保存している情報
help-stored = サーバーの設定、投稿予定とその作成者・一時停止した人、その人へのお知らせの記録、追加された記事とその追加者・日時、記事から見つかった内容と見直しの結果、表示・投稿した項目の記録、評価と、`/読む` で読んだところ（だれのものかは、名前やIDではなく鍵付きのハッシュで記録）。メッセージの内容やメンバーの一覧は保存しません。
help-delete-label = 削除のしかた
help-delete = あなたについての情報は、`/プライバシー` で確かめたり、ファイルで受け取ったり、削除したりできます。記事は `/記事 削除`、投稿予定は `/毎日の投稿 削除` で編集者が削除すると、7日後に完全に消えます。ボットをサーバーから外すと、そのサーバーの情報は30日後にすべて消えます。
