# コマンドライン。

cli-description = 言の葉：長い記事を、みんなで毎日少しずつ読むためのボット
cli-run = Discordでボットを動かします（既定）。DISCORD_TOKEN が必要です
cli-demo = トークンなしで、手元のWebページに再現したDiscordで試します
cli-language = 再現するサーバーとメンバーの言語
cli-port = ページのポート番号（省略すると空いている番号）
cli-keep = データベースを次回まで残します
cli-at = 再現する時計を始める時刻
cli-no-browser = ブラウザーを開きません
cli-read = テキスト、Markdown、保存したページ、アドレスから読み取れるものを表示します
cli-json = 1行に1つのJSONで表示します
cli-import = すべてのサーバーで読める記事として保存します
cli-articles = すべての記事を一覧で表示します
cli-remove = 記事をすべてのサーバーから完全に削除します
cli-guilds = 情報を保存しているサーバーを一覧で表示します
cli-leave = サーバーから退出します（動作中でも可）
cli-block = サーバーから退出し、招待されても参加しないようにします
cli-unblock = サーバーのブロックを解除します
cli-forget = ある人について保存している情報を、すべてのサーバーから削除します
cli-new-key = 評価した人を見分ける鍵をなくしたまま続けます（動作中は不可）
cli-export = 書き出しの許可がある記事について、見直しの結果や評価を書き出します
cli-export-corrections = 見直しの結果を1行に1つのJSONで表示します
cli-export-votes = 評価の集計を、学習に使えるJSON Linesとデータカードにして保存します
cli-export-folder = 保存するフォルダー（省略すると kotonoha-votes）
cli-exported = { NUMBER($lines) }行を { $path } に書き出しました。権利と限界は、横の README.md にあります。
cli-rights = 全サーバー共通の記事（番号）の文章を、書き出してよい根拠を設定します
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
cli-articles-none = { $path } にはまだ記事がありません。付属の記事は、ボットが起動するときに保存します。
cli-removed = 完全に削除しました：#{ $id }「{ $title }」（{ $guild ->
        [shared] 全サーバー共通
       *[other] サーバー { $guild }
    }）
cli-removed-already = #{ $id } はすでに完全に削除されています。本文やアドレスが同じ記事も、ほかにありません。
cli-removed-rest = Discordに投稿済みのものは残ります。ボットが作ったデータベースのコピー（….before-N）は、作成から30日後にボットが削除します。ご自分で取ったコピーは、ご自分で削除してください。
cli-guild = { $id } ・ 記事：{ $articles } ・ 投稿予定：{ $schedules }{ $left ->
        [no] { "" }
       *[other] { " ・ " }{ $left }に退出
    }{ $blocked ->
        [no] { "" }
       *[other] { " ・ " }{ $blocked }にブロック
    }
cli-guilds-none = まだどのサーバーの情報も保存していません。
cli-left = 「{ $name }」（{ $id }）から退出しました。保存している情報は30日後に消えます。もう一度招待されると参加します。参加しないようにするには `block` を使ってください。
cli-blocked = { $id } をブロックしました。招待されても、すぐに退出します。保存している情報は30日後に消えます。
cli-blocked-left = 「{ $name }」（{ $id }）から退出しました。
cli-blocked-absent = ボットは今、このサーバーに参加していません。
cli-blocked-later = 今は退出できませんでした。次にボットが起動したときに退出します：
cli-unblocked = { $id } のブロックを解除しました。サーバーの管理者がもう一度招待できます。
cli-forgotten = { $id } について保存していた情報を、すべてのサーバーから削除しました。更新前にボットが取ったコピーは、{ $days }日以内に消えます。ご自分で取ったコピーは、ご自分で削除してください。
cli-forgotten-none = { $path } に、{ $id } について保存している情報はありません。
cli-new-key-done = データベースの横にある鍵を使います。別の鍵による評価は集計に残りますが、本人が変えることはできません。
cli-known = 「{ $title }」はすでにあります

token-missing = トークンがありません。.env に DISCORD_TOKEN=… と書いてください（取得方法はREADMEにあります）。`python -m bot demo` ならトークンなしで試せます。
token-refused = トークンがDiscordに拒否されました。開発者ポータル（Bot → Reset Token）でコピーし直し、.env に書いてください。
scope-missing = コマンドを登録できません。スコープ「bot」と「applications.commands」を付けて招待し直してください：{ $link }
discord-unreachable = Discordに接続できません。ネットワークを確かめて、もう一度お試しください。
article-unknown-id = 記事 #{ $id } はありません。`python -m bot articles` で一覧を確かめてください。
article-not-shared = 全サーバー共通の記事に #{ $id } はありません。`python -m bot articles` で一覧を確かめてください。サーバーの記事の権利は、そのサーバーの編集者が決めます。
article-id-invalid = 「{ $text }」は記事の番号ではありません。`python -m bot articles` で一覧を確かめてください。
guild-id-invalid = 「{ $text }」はサーバーのIDではありません。IDは17〜20桁の数字です。情報を保存しているサーバーは `python -m bot guilds` で確かめられます。Discordの開発者モードでは、サーバーを右クリックするとIDをコピーできます。
user-id-invalid = 「{ $text }」はユーザーのIDではありません。IDは17〜20桁の数字です。Discordの開発者モードでは、その人を右クリックするとIDをコピーできます。
guild-absent = ボットは、IDが { $id } のサーバーに参加していません。情報を保存しているサーバーは `python -m bot guilds` で確かめられます。
guild-not-blocked = { $id } はブロックされていません。
file-missing = 読み込めません。パスと権限を確かめてください。
discord-refuses = Discordがこのコンピューターからの接続を拒否しました：{ $reason }。しばらく待つか、別のネットワークからお試しください。
config-encoding = { $path } を読み込めません。UTF-8で保存し直してください。
config-log-level = LOG_LEVEL が「{ $level }」になっています。DEBUG、INFO、WARNING、ERROR、CRITICAL のどれかにしてください。
