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
cli-export = 書き出しの許可がある記事について、見直しの結果（corrections）を1行に1つのJSONで書き出します
cli-rights = 全サーバー共通の記事（番号）の文章を、書き出してよい理由を決めます
cli-no-title = （タイトルなし）
cli-quotes = 名言：{ $count }
cli-predictions = 予測：{ $count }
cli-added = 「{ $title }」を追加しました
cli-refreshed = 「{ $title }」を更新しました
cli-known = 「{ $title }」はすでにあります

token-missing = トークンがありません。.env に DISCORD_TOKEN=… と書いてください（取得方法はREADMEにあります）。`python -m bot demo` ならトークンなしで試せます。
token-refused = トークンがDiscordに拒否されました。開発者ポータル（Bot → Reset Token）でコピーし直し、.env に書いてください。
scope-missing = コマンドを登録できません。スコープ「bot」と「applications.commands」を付けて招待し直してください：{ $link }
discord-unreachable = Discordに接続できません。ネットワークを確かめて、もう一度起動してください。
file-missing = 読み込めません。パスと権限を確かめてください。
discord-refuses = Discordがこのコンピューターからの接続を拒否しました：{ $reason }。しばらく待つか、別のネットワークからお試しください。
config-encoding = { $path } を読み込めません。UTF-8で保存し直してください。
config-log-level = LOG_LEVEL が「{ $level }」になっています。DEBUG、INFO、WARNING、ERROR、CRITICAL のどれかにしてください。
