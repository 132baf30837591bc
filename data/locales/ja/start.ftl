# 初めての人へ：はじめの設定、ヘルプの最初のページ、次にすることのボタン。

start-label = はじめの設定 ・ { $step } / { $steps }
start-welcome = 言の葉は、長い記事をみんなで毎日少しずつ読むためのボットです。4つのことを選ぶだけで、毎日の投稿が始まります。この画面が見えているのは、あなただけです。
start-language = **言語**を選んでください。投稿と、全員に見える返信に使います。
start-zone = サーバーの**タイムゾーン**を選んでください。一覧にない場合は、`/設定` の「タイムゾーン」に都市名を入力してから、`/ヘルプ` の「はじめの設定」を開き直してください。
start-channel = 毎日の投稿を送る**チャンネル**を選んでください。
start-channel-again = 直したら「もう一度確かめる」を押すか、別のチャンネルを選んでください。
start-time = 毎日の投稿の**時刻**を選んでください。選ぶと、設定が保存され、毎日の投稿が始まります。

start-language-ja = 日本語
start-language-en = English
start-posts-in = **投稿先：**{ $channel }
start-channel-placeholder = チャンネルを選ぶ
start-time-placeholder = 時刻を選ぶ
start-again = もう一度確かめる
button-later = あとで
start-later = 何も変更していません。はじめの設定は、下のボタンか `/ヘルプ` から、いつでも開けます。

start-done-label = 毎日の投稿の準備ができました
start-done = 時刻や内容は、`/毎日の投稿 変更` でいつでも変えられます。

help-try = 下のボタンで試せます。返信が見えるのは、あなただけです。
help-editors = あなたは編集者なので、記事を追加したり、毎日の投稿を設定したりできます。
help-page-start = 最初に戻る
help-page-commands = すべてのコマンド
help-page-data = 保存している情報

step-quote = 名言を見る
step-summary = 要約を読む
step-read = 読む
step-prediction = 今日の予測
step-article-add = 記事を追加
step-article-list = 記事の一覧
step-article-review = 見直しを始める
step-daily-list = 投稿予定の一覧
step-daily-preview = これからの投稿
step-help = ヘルプ
step-privacy = 自分の情報を見る
step-start = はじめの設定
