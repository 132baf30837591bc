# 初めての人へ：はじめの設定、ヘルプの最初のページ、次にすることのボタン。

start-label = はじめの設定 ・ { $step } / { $steps }
start-welcome = 言の葉は、長い記事をみんなで毎日少しずつ読むためのボットです。5つのことを選ぶだけで、毎日の投稿が始まります。この画面が見えているのは、あなただけです。
start-language = **言語**を選んでください。投稿と、全員に見える返信に使います。
start-zone = サーバーの**タイムゾーン**を選んでください。一覧にない場合は、`/設定` の「タイムゾーンを入力」で入力してから、`/ヘルプ` の「はじめの設定」を開き直してください。
start-wish = 毎日**読みたいもの**を選んでください。
start-channel = 毎日の投稿を送る**チャンネル**を選んでください。
start-channel-again = 直したら「もう一度確かめる」を押すか、別のチャンネルを選んでください。
start-time = 毎日の投稿の**時刻**を選んでください。選ぶと、設定が保存され、毎日の投稿が始まります。

start-language-ja = 日本語
start-language-en = English
start-posts-in = **投稿先：**{ $channel }
start-wish-parts = 記事の連載
    .description = 毎日数分ずつ、最初から最後まで一緒に読む
start-wish-quote = 名言
    .description = 記事の中でだれかが言ったことを、文字で
start-wish-card = 名言のカード
    .description = 同じものを、眺めたり共有したりしやすい画像で
start-wish-prediction = 今日の予測
    .description = これから何が、いつまでに起こるのか、記事が伝える見通し
start-wish-mixed = おまかせ
    .description = 予測、名言、要約を順番に
start-wish-placeholder = 投稿するものを選ぶ
start-channel-placeholder = チャンネルを選ぶ
start-time-placeholder = 時刻を選ぶ
start-again = もう一度確かめる
button-later = あとで
start-later = 何も変更していません。はじめの設定は、下のボタンか `/ヘルプ` から、いつでも開けます。

start-done-label = 毎日の投稿の準備ができました
start-done = 最初の投稿は次の時刻に届きます。すぐに見たいときは「今すぐ1件投稿」を押してください。時刻や内容は、`/毎日の投稿 管理` でいつでも変えられます。
button-post-now = 今すぐ1件投稿
post-now-done = 今日の投稿を { $channel } に送ります。{ $next ->
    [none] この投稿予定は一時停止中なので、再開するまで次の投稿はありません。
   *[other] 次の投稿は { $next } です。
}

help-try = 下のボタンで試せます。返信が見えるのは、あなただけです。
help-editors = あなたは編集者なので、記事を追加・管理したり、毎日の投稿を設定したりできます。
help-page-start = 最初に戻る
help-page-commands = コマンド
help-page-data = 保存している情報

step-quote = 名言を見る
step-read = 読む
step-summary = 要約を読む
step-prediction = 今日の予測
step-article-add = 記事を追加
step-articles = 記事一覧
step-article-manage = 記事を管理
step-daily-add = 毎日投稿する
step-daily-manage = 投稿予定を管理
step-help = ヘルプ
step-privacy = 自分の情報を見る
step-start = はじめの設定
