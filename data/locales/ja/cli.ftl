# コマンドライン。

cli-description = 言の葉：長い記事を、みんなで毎日少しずつ読むためのボット
cli-commands = コマンド
cli-run = Discordでボットを動かします（既定）。DISCORD_TOKEN が必要です
cli-demo = 手元のWebページに再現したDiscordで、ボットを試します。トークンは要りません
cli-language = 再現するサーバーとメンバーの言語
cli-port = ページのポート番号（省略時は空いている番号）
cli-port-invalid = 「{ $text }」は使えないポートです。1024〜65535の番号か、空いているものに任せる0を指定してください。
cli-at-invalid = 「{ $text }」は時刻として読み取れません。08:59や08:59:50のように指定してください。
cli-keep = データベースを残し、次回も使います
cli-at = 再現する時計の開始時刻
cli-no-browser = ブラウザーを開きません
cli-read = 記事から見つかるものを、保存せずに表示します
cli-json = 1行に1件ずつ、JSONで表示します
cli-source = テキスト、Markdown、HTML、EPUB、PDFのファイル、またはWebのアドレス
cli-import = すべてのサーバーで読める記事を追加します。`import all FILE` では、`export all` で書き出したすべてを空のデータベースに読み込みます
cli-articles = すべての記事を一覧で表示します
cli-article-id = 記事の番号（`articles` で確かめられます）
cli-remove = 記事をすべてのサーバーから完全に削除します
cli-guilds = 情報を保存しているサーバーを一覧で表示します
cli-guild-id = サーバーのID
cli-leave = サーバーから退出します（ボットの動作中でも可）
cli-block = サーバーから退出し、また招待されても参加しないようにします
cli-unblock = サーバーのブロックを解除します
cli-forget = 指定した人について保存している情報を、すべてのサーバーから削除します
cli-user-id = その人のDiscordのID
cli-new-key = 評価した人を見分ける鍵をなくしたとき、新しい鍵で続けます（ボットを止めてから）
cli-export = ボットを移すためにすべてを、または、書き出してよい記事について見直しの結果か評価を書き出します
cli-export-corrections = 見直しの結果を、1行に1件ずつJSONで表示します
cli-export-votes = 評価の集計（学習用のJSON Lines）、予想の集計、データカードを保存します
cli-export-folder = 保存先のフォルダー（省略時は kotonoha-votes）
cli-exported = { $lines }行を { $path } に書き出しました。権利と限界は、同じフォルダーの README.md に書いてあります。
cli-rights = 全サーバー共通の記事について、文章を書き出してよい根拠を設定します
cli-ground = 権利。none は書き出し不可
cli-no-title = （タイトルなし）
cli-quotes = 名言：{ $count }
cli-predictions = 予測：{ $count }
cli-added = 「{ $title }」を追加しました
cli-refreshed = 「{ $title }」を更新しました
cli-article = #{ $id } ・ { $guild ->
        [shared] 全サーバー共通
       *[other] サーバー { $guild }
    } ・ { $language } ・ { $title } ・ { $added }に追加{ $removed ->
        [no] { "" }
       *[other] { " ・ " }{ $removed }に削除
    }
cli-articles-none = { $path } には、まだ記事がありません。付属の記事は、ボットの起動時に追加されます。
cli-removed = 完全に削除しました：#{ $id }「{ $title }」（{ $guild ->
        [shared] 全サーバー共通
       *[other] サーバー { $guild }
    }）
cli-removed-already = #{ $id } は、すでに完全に削除されています。本文やアドレスが同じ記事は、ほかにありません。
cli-removed-rest = Discordに投稿済みのものは残ります。ボットが作成したデータベースのコピーは、遅くとも30日後に自動で削除されます。ご自分で作成したコピーは、ご自分で削除してください。
cli-guild = { $id } ・ 記事：{ $articles } ・ 投稿予定：{ $schedules }{ $left ->
        [no] { "" }
       *[other] { " ・ " }{ $left }に退出
    }{ $blocked ->
        [no] { "" }
       *[other] { " ・ " }{ $blocked }にブロック
    }
cli-guilds-none = どのサーバーの情報も、まだ保存していません。
cli-left = 「{ $name }」（{ $id }）から退出しました。保存している情報は、30日後に削除されます。また招待されれば参加します。参加させないようにするには `block` を使ってください。
cli-blocked = { $id } をブロックしました。招待されても、すぐに退出します。保存している情報は、30日後に削除されます。
cli-blocked-left = 「{ $name }」（{ $id }）から退出しました。
cli-blocked-absent = ボットは、このサーバーに参加していません。
cli-blocked-later = 今は退出できませんでした。次の起動時に退出します：{ $reason }
cli-unblocked = { $id } のブロックを解除しました。サーバーの管理者は、ボットをもう一度招待できます。
cli-forgotten = { $id } について保存していた情報を、すべてのサーバーから削除しました。ボットが作成したコピーは、{ $days }日以内に削除されます。ご自分で作成したコピーは、ご自分で削除してください。
cli-forgotten-none = { $path } に、{ $id } について保存している情報はありません。
cli-new-key-done = データベースの横にある鍵を使います。別の鍵で保存した評価は集計に残りますが、本人も変えられません。別の鍵で記録した、読んだところ、保存したもの、成績表に載せる同意、カードにされたくないという設定は失われます。
cli-known = 「{ $title }」はすでにあります

token-missing = トークンがありません。.env に DISCORD_TOKEN=… と書いてください（取得方法はREADMEにあります）。`python -m bot demo` なら、トークンなしで試せます。
token-refused = Discordがトークンを受け付けませんでした。開発者ポータルで再発行し（Bot → Reset Token）、.env に書き直してください。
shards-too-few = シャードが足りません。1つのシャードで受け持てるのは2,500サーバーまでです。SHARD_COUNT と SHARD_IDS を設定せずに起動し直すと、Discordの推奨する数になります。複数のプロセスで動かす場合は、すべてのプロセスの SHARD_COUNT を増やしてください。
scope-missing = ボットがコマンドを登録できません。スコープ「bot」と「applications.commands」を付けて、招待し直してください：{ $link }
discord-unreachable = Discordに接続できません。ネットワークを確かめて、もう一度お試しください。
article-unknown-id = 記事 #{ $id } はありません。`python -m bot articles` で一覧を確かめてください。
article-not-shared = 全サーバー共通の記事に #{ $id } はありません。`python -m bot articles` で一覧を確かめてください。各サーバーの記事の権利は、そのサーバーの編集者が設定します。
article-id-invalid = 「{ $text }」は記事の番号ではありません。`python -m bot articles` で一覧を確かめてください。
guild-id-invalid = 「{ $text }」はサーバーのIDではありません。IDは17〜20桁の数字です。情報を保存しているサーバーは `python -m bot guilds` で確かめられます。Discordの開発者モードでは、サーバーを右クリックするとIDをコピーできます。
user-id-invalid = 「{ $text }」はユーザーのIDではありません。IDは17〜20桁の数字です。Discordの開発者モードでは、その人を右クリックするとIDをコピーできます。
guild-absent = ボットは、IDが { $id } のサーバーに参加していません。情報を保存しているサーバーは `python -m bot guilds` で確かめられます。
guild-not-blocked = { $id } はブロックされていません。
file-missing = 読み込めません。パスと権限を確かめてください。
discord-refuses = Discordがこのコンピューターからの接続を拒否しました：{ $reason }。しばらく待つか、別のネットワークからお試しください。
config-encoding = { $path } の文字コードがUTF-8ではありません。UTF-8で保存し直してください。
file-forbidden = { $path } を使う権限がありません。ボットを動かしているユーザーで実行してください。
config-owner = OWNER_ID が「{ $owner }」になっています。DiscordのユーザーID（数字）にしてください。開発者モードでは、自分のプロフィールからコピーできます。
config-shards = SHARD_COUNT が「{ $count }」、SHARD_IDS が「{ $ids }」になっています。どちらも設定しないか、両方を設定してください。SHARD_COUNT はシャードの総数、SHARD_IDS はこのプロセスが受け持つシャードの番号です（0から数えて、0-1 や 0,2 のように書きます）。
config-path = 「{ $path }」がどのファイルなのか分かりません。そのユーザーまたは変数がありません。パス全体を指定してください。
config-log-level = LOG_LEVEL が「{ $level }」になっています。DEBUG、INFO、WARNING、ERROR、CRITICAL のどれかにしてください。
config-metrics = METRICS_PORT が「{ $port }」になっています。このコンピューターからだけ使うなら 9100 のようにポートを、ほかからも使うなら 0.0.0.0:9100 のようにアドレスとポートを書いてください。
config-model = { $setting } { $setting ->
    [LLM_URL] には、言語モデルのAPIのアドレスを http://127.0.0.1:11434/v1 のように書いてください。ユーザー名・パスワード・キーは入れないでください。
    [LLM_NAME] には、LLM_URL にある言語モデルの名前を100文字以内で書いてください。
   *[LLM_KEY] には、LLM_URL のキーを空白なしで書いてください。キーが要らなければ、設定しないでください。
}
config-model-end = LLM_URL の末尾の /chat/completions は、ボットが付け加えます。http://127.0.0.1:11434/v1 のように、その手前までを書いてください。
metrics-unreachable = { $address } ではメトリクスを公開できません：{ $reason }。METRICS_PORT には、ほかのプロセスが使っていないポートを指定してください。プロセスごとに別のポートが必要です。
config-log-format = LOG_FORMAT が「{ $format }」になっています。text か json にしてください。
