# スラッシュコマンドの名前と説明。名前は32文字まで、説明は100文字まで。

command-read = 読む
    .description = 記事を少しずつ、自分だけの表示で読みます。次は続きから読めます
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力（省略すると前に読んだ記事の続き）
    .size = 長さ
    .size-description = 1回に読む長さ（省略すると前と同じ。初めは標準）
    .size-short = 短め
    .size-medium = 標準
    .size-long = 長め

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
    .private-description = 返信を自分だけに表示します

command-quote = 名言
    .description = 記事に引用された発言を1つ紹介します
    .article = 記事
    .article-description = この記事だけから探します。候補から選ぶか、タイトルの一部を入力
    .about = ことば
    .about-description = このことばを含む名言だけを探します
    .style = 形式
    .style-description = 文字で表示するか、画像（カード）にするか
    .style-text = 文字
    .style-card = カード（横長）
    .style-square = カード（正方形）
    .style-portrait = カード（縦長）
    .style-story = カード（ストーリー）
    .style-vertical = カード（横長・縦書き）
    .style-vertical-square = カード（正方形・縦書き）
    .style-vertical-portrait = カード（縦長・縦書き）
    .style-vertical-story = カード（ストーリー・縦書き）
    .private = 自分だけに表示
    .private-description = 返信を自分だけに表示します

command-make-card = カードにする
    .description = 人の書いたメッセージを、名前と元のメッセージへのリンク付きの画像（カード）にします

command-prediction = 今日の予測
    .description = 今日の予測を1つ紹介します。サーバーの全員に同じものが出ます
    .article = 記事
    .article-description = この記事にある予測を順に見ます
    .private = 自分だけに表示
    .private-description = 返信を自分だけに表示します

command-search = 検索
    .description = ことばが出てくる文を、記事から探します
    .words = ことば
    .words-description = 空白で区切ると、すべてのことばを含む文を探します
    .article = 記事
    .article-description = この記事だけから探します。候補から選ぶか、タイトルの一部を入力
    .private = 自分だけに表示
    .private-description = 返信を自分だけに表示します

command-ask = 質問
    .description = 質問の答えになる文を、出典と一緒に記事から探します
    .question = 質問
    .question-description = ふだんのことばで入力します。ボットは質問を保存しません
    .private = 自分だけに表示
    .private-description = 返信を自分だけに表示します

command-forecast = みんなの予想
    .description = 記事の予測が当たる確率を予想し、ほかの人の予想や自分の成績を見ます

command-saved = 保存
    .description = ⭐で保存したものを、自分だけの表示で見ます。週に1回受け取ることもできます

command-articles = 記事一覧
    .description = このサーバーで読める記事を一覧で表示します。選ぶとその記事を読めます

command-article = 記事
    .description = このサーバーの記事を追加・管理します（編集者のみ）
command-article-add = 追加
    .description = このサーバーに記事を追加します。リンク、ファイル、貼り付けのどれでも追加できます
    .link = リンク
    .link-description = 記事のページかフィードのアドレス。そこから取得します。ファイルもあるときは出典になります
    .file = ファイル
    .file-description = テキスト、Markdown、HTML、EPUB、PDFのファイル。リンクもファイルも省略すると、貼り付け用の画面が開きます
    .title = タイトル
    .title-description = 記事から読み取る代わりに使うタイトル
    .author = 著者
    .author-description = 記事から読み取る代わりに使う著者名
    .publisher = 発行元
    .publisher-description = 記事から読み取る代わりに使う発行元の名前
    .date = 日付
    .date-description = 公開された日。2026-05-01 や 2026年5月1日 のように入力
    .language = 言語
    .language-description = 記事の言語（省略すると自動で判断します）
    .language-ja = 日本語
    .language-en = 英語（English）
    .translated = 翻訳
    .translated-description = 記事の文が、もとの言葉のままではなく翻訳かどうか
command-article-manage = 管理
    .description = 記事を見直したり、削除したり、元に戻したりします。書き出しの権利の設定と、フィードの新着もここです
    .article = 記事
    .article-description = 候補から選ぶか、タイトルの一部を入力（省略するとすべての記事）

command-add-link = リンクを記事に追加
    .description = メッセージにあるリンクの記事を、このサーバーに追加します

command-suggest = 推薦
    .description = みんなで読みたいページを、このサーバーの編集者に推薦します
    .link = リンク
    .link-description = ページのアドレスか、リンクのあるメッセージの文
command-suggest-link = このリンクを推薦
    .description = メッセージのリンク先を推薦します（`/推薦` と同じです）

command-insights = みんなの評価
    .description = 人気のもの、休止中のものとその理由、1週間ごとの評価を表示します。評価の書き出しもできます（編集者のみ）

command-settings = 設定
    .description = このサーバーの言語、タイムゾーン、編集者ロールなどを確認・変更します（編集者のみ）

command-privacy = プライバシー
    .description = あなたについて保存している情報を確認し、ファイルで受け取ったり、削除したりできます

command-help = ヘルプ
    .description = 始め方、コマンドの一覧、保存している情報とその削除のしかたを表示します

command-daily = 毎日の投稿
    .description = チャンネルに毎日送る投稿を管理します（編集者のみ）
command-daily-add = 追加
    .description = 投稿予定を追加します。チャンネルと時刻を省略すると、入力画面が開きます
    .channel = チャンネル
    .channel-description = テキスト、アナウンス、または作成済みのスレッド
    .time = 時刻
    .time-description = 8:00、午前8時半、20時、25:00 など
    .days = 日
    .days-description = 平日、月水金、3日ごと、毎月1日と15日、月末 など（省略すると毎日）
    .content = 内容
    .content-description = 投稿するもの（省略すると今日の予測）
    .content-prediction = 今日の予測
    .content-quote = 名言
    .content-summary = 要約
    .content-mixed = おまかせ
    .content-parts = 記事の連載
    .content-digest = 今週のまとめ（週に一度）
    .style = 形式
    .style-description = 名言を文字で投稿するか、画像（カード）にするか
    .style-text = 文字
    .style-card = カード（横長）
    .style-square = カード（正方形）
    .style-portrait = カード（縦長）
    .style-story = カード（ストーリー）
    .style-vertical = カード（横長・縦書き）
    .style-vertical-square = カード（正方形・縦書き）
    .style-vertical-portrait = カード（縦長・縦書き）
    .style-vertical-story = カード（ストーリー・縦書き）
    .size = 長さ
    .size-description = 連載の1回分の長さ（省略すると標準）
    .size-short = 短め
    .size-medium = 標準
    .size-long = 長め
    .article = 記事
    .article-description = この記事だけから選びます（省略するとすべての記事）。連載では、連載リストに加える記事です
    .zone = タイムゾーン
    .zone-description = 都市名か Asia/Tokyo のような名前（省略するとサーバーの設定）
    .language = 言語
    .language-description = 投稿の言語（省略するとサーバーの設定）
    .language-ja = 日本語
    .language-en = 英語（English）
    .role = ロール
    .role-description = 投稿のたびにメンションするロール
    .thread = スレッド
    .thread-description = 投稿ごとに、話し合うためのスレッドを作ります
command-daily-manage = 管理
    .description = 投稿予定を確かめ、テスト・変更・一時停止・移動・削除・元に戻す操作をします
