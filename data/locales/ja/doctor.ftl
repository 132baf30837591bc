# ボットの状態について運営者に伝えること：`health`、`doctor`、/settings の「点検」。

cli-health = 動いているボットに異常がないかを1行で表示します（終了コードは0か1）

health-well = ボットは正常に動いています。
health-none = このデータベースで動いているボットはありません。
health-stopped = プロセス{ $process }から{ $seconds }秒間応答がありません。終了したか、止まったままです。起動し直してください。
health-gateway = シャード{ $shard }で、Discordから{ $seconds }秒間応答がありません。
health-tick = 予定時刻になった投稿を、{ $seconds }秒間確かめられていません。
health-due = 予定時刻を{ $seconds }秒過ぎても送られていない投稿があります。
database-missing = データベース { $path } はまだありません。ボットを起動すると作られます。あるはずの場合は、DATABASE_PATH を確かめてください。
database-unreadable = データベース { $path } を読み取れません：{ $reason }。ボットを動かしているユーザーで実行してください。
database-version = データベース { $path } のバージョンは{ $version }で、このプログラムのものは{ $known }です。動いているボットと同じバージョンで実行するか、ボットを一度起動してデータベースを更新してください。
