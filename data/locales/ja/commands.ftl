# スラッシュコマンドの名前と説明。名前は32文字まで、説明は100文字まで。

command-summary = 要約
    .description = 記事の要点を、記事の文のまま1行・3行・見出しごとに読みます
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力（省略すると最新の記事）
    .length = 長さ
    .length-description = 要約の長さ（省略すると3行）
    .length-line = 1行
    .length-three = 3行
    .length-section = 見出しごと
    .private = 自分だけに表示
    .private-description = 返信をほかの人に見せません

command-quote = 名言
    .description = 記事に引用された、だれかのことばを1つ紹介します
    .article = 記事
    .article-description = この記事だけから探します。候補から選ぶか、タイトルの一部を入力
    .about = ことば
    .about-description = このことばを含むものだけを探します
    .private = 自分だけに表示
    .private-description = 返信をほかの人に見せません

command-prediction = 今日の予測
    .description = 今日の予測を1つ紹介します。サーバーの全員に同じものが出ます
    .article = 記事
    .article-description = この記事にある予測を順に見ます
    .private = 自分だけに表示
    .private-description = 返信をほかの人に見せません

command-article = 記事
    .description = このサーバーで読む記事
command-article-list = 一覧
    .description = このサーバーで読める記事の一覧です
    .private = 自分だけに表示
    .private-description = 返信をほかの人に見せません
command-article-show = 詳細
    .description = 記事の出典と、読み取った内容の数を表示します
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力
    .private = 自分だけに表示
    .private-description = 返信をほかの人に見せません
command-article-add = 追加
    .description = このサーバーに記事を追加します（編集者のみ）。テキストかMarkdownのファイル、または貼り付け
    .file = ファイル
    .file-description = テキストかMarkdownのファイル。省略すると、貼り付け用の画面が開きます
    .title = タイトル
    .title-description = 本文の先頭にタイトルがないときに入力
    .author = 著者
    .author-description = 記事を書いた人
    .link = リンク
    .link-description = 記事が読めるアドレス（https:// で始まるもの）
command-article-remove = 削除
    .description = このサーバーの記事を削除します（編集者のみ）。7日間は元に戻せます
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力
command-article-restore = 元に戻す
    .description = 7日以内に削除した記事を元に戻します（編集者のみ）
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力

command-settings = 設定
    .description = このサーバーの言語、タイムゾーン、編集者ロールを確認・変更します
    .language = 言語
    .language-description = 全員に見える返信の言語
    .language-ja = 日本語
    .language-en = 英語（English）
    .zone = タイムゾーン
    .zone-description = 1日の区切りに使う時刻。都市名か Asia/Tokyo のような名前
    .editors = 編集者
    .editors-description = 記事の追加と削除ができるロール

command-help = ヘルプ
    .description = コマンドの一覧、保存している情報、その削除のしかた
