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

button-context = 原文
button-more-before = さらに前の文
button-more-after = さらに後の文
button-another = 別の名言
button-previous = 前へ
button-next = 次へ
button-search = 検索
button-back = 戻る
button-previous-arrow = ←
button-next-arrow = →
button-remove = 削除する
button-hide = 非表示にする
button-cancel = キャンセル
button-refresh = 更新
button-undo = 元に戻す
button-no-editors = 編集者ロールを解除
button-zone-form = タイムゾーンを入力
button-unreviewed-hide = 見直し前を隠す
button-unreviewed-show = 見直し前も表示

summary-line = 要約 ・ 1行
summary-three = 要約 ・ 3行
summary-section = 要約 ・ 見出しごと
summary-lead = 冒頭

quote-label = 名言
quote-words = 「{ $text }」
quote-speaker = ── **{ $name }**
quote-spoken = ── { spoken }

card-part = 抜粋
card-part-note = -# 名言が長いため、カードには一文だけを載せています。「原文」を押すと、全文を前後の文と一緒に読めます。
card-horizontal-note = -# 縦書きにできるのは日本語だけなので、横書きのカードにしました。
card-sample = 読んだことばを分け合うと、昨日と少し違う景色が見えてくる。
    .speaker = 言の葉
    .title = カードの見本

prediction-label = 今日の予測
prediction-number = 予測 ・ { $number } / { $count }
kind = **種類：**{ $kind }
kind-name-outlook = 見通し
    .what = これから起こる、または起こりうること
kind-name-claim = 主張
    .what = 今できること、できないこと
kind-name-limit = 限界
    .what = 妨げになっていること
horizon = **時期：**{ $horizon }
prediction-said-by = **話し手：**{ $name }
prediction-said-on = **時点：**{ $date }
prediction-due = **期日：**{ $date }（{ $basis ->
    [stated] 記事に明記
    [derived] 時期から計算
    [assumed] 記事の追加日から計算
   *[edited] 編集者が設定
}）

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
articles-hint = -# 選ぶと、その記事を読めます。
articles-manage-hint = -# 選ぶと、その記事を見直したり、削除したり、元に戻したりできます。
room = -# 使用量：記事{ $articles } / { $most_articles }本、{ $size } / { $most_size }MB
    -# 24時間以内の取得・読み取り：{ $fetches } / { $most_fetches }回
room-tight = ⚠️ { $quota ->
        [articles] **追加できる記事が残りわずかです。** `/記事 管理` で不要な記事を削除すると、7日後に空きができます。それまで、フィードの新着は自動では追加されません。
        [bytes] **容量が残りわずかです。** `/記事 管理` で長い記事を削除すると、7日後に空きができます。待っているものは、追加するか不採用にしてください。それまで、フィードの新着は自動では追加されず、メンバーの推薦も受け付けません。
       *[fetches] **取得・読み取りできる回数が残りわずかです。** 残りは編集者のために空けてあります。フィードと推薦は、24時間以内にまた使えるようになります。フィードの取得が多すぎるときは、タイトルで絞ってください。
    }
articles-placeholder = 記事を選ぶ
article-line = { $language } ・ { $added }に追加{ $shared ->
        [true] { " ・ 共通" }
       *[false] { "" }
    }
article-line-hidden = { $language } ・ 非表示
article-line-removed = { $language } ・ 削除済み（{ $until }まで元に戻せます）
article-author = **著者：**{ $author }
article-publisher = **発行元：**{ $publisher }
article-published = **公開日：**{ $published }
article-facts = **追加日：**{ $added }
    { "" }**言語：**{ $language }{ $translated ->
        [true] （{ translated }）
       *[false] { "" }
    }
    { "" }**見つかったもの：**要約{ $summaries } ・ 名言{ $quotes } ・ 予測{ $predictions }
date-with-year = { $year }年{ $month }月{ $day }日
article-added = 記事を追加しました
article-left-out = 1本の記事に残すのは、種類ごとに{ $most }件までです。発言者のわかる名言や、時期のわかる予測を優先し、残りの{ $count }件は省きました。
article-added-unread = 記事を追加しましたが、紹介できる文が見つかりませんでした
    .action = 単独で読める文がない記事です。`/記事 管理` で削除できます。
article-known = 同じ文章の記事がすでにあります
    .action = 何も変更していません。
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
remove-schedules = この記事を使う投稿予定が{ $count }件あります。この記事だけを投稿する予定は投稿できなくなり、連載ではこの記事を飛ばして進みます。
hidden = 『{ $title }』をこのサーバーで非表示にしました。いつでも元に戻せます。
removed = 『{ $title }』を削除しました。{ $until }までは元に戻せます。
restored = 『{ $title }』を元に戻しました。
cancelled = 何も変更していません。

paste-label = 記事を追加
paste-file = ファイル
    .description = テキスト、Markdown、HTML、EPUB、PDF（10MBまで）。選ぶと、下の本文の代わりに使います。
paste-title = タイトル
    .description = 記事から読み取る代わりに使うタイトル。
paste-text-1 = 本文
    .description = 4,000文字まで。
paste-text-2 = 本文の続き
    .description = 次の4,000文字。これより長い記事は、ファイルで追加してください。
paste-link = リンク
    .description = リンク、ファイル、本文のどれか1つで追加できます。リンクだけならページを読み込み、ほかもあれば出典にします。

settings-label = このサーバーの設定
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
settings-language-placeholder = 言語を選ぶ
settings-language-option = 言語：{ $language }
settings-editors-placeholder = 編集者ロールを選ぶ
settings-theme-option = カードのテーマ：{ $theme }
settings-zone-form = タイムゾーンを入力
settings-zone-typed = タイムゾーン
    .description = 都市名か、Asia/Tokyo のような名前
theme-paper = 紙
theme-night = 夜
theme-indigo = 藍
theme-bamboo = 若竹
theme-sunset = 茜
theme-blossom = 桜
theme-gold = 山吹
theme-violet = 紫
settings-editors-hint =
    編集者向けのコマンドは、「サーバー管理」の権限を持つメンバーにだけ表示されます。{ $role } にも表示するには、パソコンで **サーバー設定 → 連携サービス → { $bot }** を開いてください。`/記事`、`/毎日の投稿`、`/設定`、`/みんなの評価` のそれぞれを選び、「ロールまたはメンバーを追加」でこのロールを選んで、許可（✓）します。
    そうしなくても、このロールのメンバーは、`/記事一覧` の「記事を追加」「記事を管理」と、`/ヘルプ` の「投稿予定を管理」を使えます。
settings-unreviewed-hint = 見直し前の項目は、編集者が承認するまで表示されません。`/記事 管理` で記事を選び、「見直す」を押すと承認できます。

help-label = 言の葉（Kotonoha）
help-data-label = 言の葉（Kotonoha） ・ 保存している情報
help-commands-label = 言の葉（Kotonoha） ・ コマンド
help-what = 長い記事を、みんなで毎日少しずつ読むためのボットです。記事を何回かに分けて読めるほか、要約・名言・予測を記事の文のまま紹介します。「原文」を押すと、前後の文と一緒に読めます。
help-for-editors = **編集者のコマンド**
help-on-messages = **メッセージのメニューの「アプリ」から**
help-line = { $command } { $description }
help-command = { $mention }（{ $name }）
help-stored-label = 保存している情報
help-stored = サーバーの設定、投稿予定とその作成者・一時停止した人、その人へのお知らせの記録、追加された記事とその追加者・日時、全文を投稿してよいと確認した人、記事から見つかった内容と見直しの結果、予測についての問いと、問いを立てた人・結果を決めた人、推薦と推薦した人（決まるまで）、表示・投稿した項目の記録、評価、予想と異議、`/読む` で読んだところ、⭐で保存したもの、メッセージをカードにされたくないという設定（だれのものかは、名前やIDではなく鍵付きのハッシュで記録。週1回のお届けや成績表への掲載を希望した人だけは、IDも記録）。メッセージの内容やメンバーの一覧は保存しません。
help-delete-label = 削除のしかた
help-delete = あなたについての情報は、`/プライバシー` で確かめたり、ファイルで受け取ったり、削除したりできます。記事は `/記事 管理`、投稿予定は `/毎日の投稿 管理` で編集者が削除すると、7日後に完全に消えます。ボットをサーバーから外すと、そのサーバーの情報は30日後にすべて消えます。
