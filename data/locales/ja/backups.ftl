# データベースのコピー：コマンドラインと、ボットの運営者へのお知らせ

cli-backup = データベースのコピーを今すぐ取る。ボットの動作中でも使える
cli-drill = 取ったコピーを一時フォルダーに戻し、22の質問に元のデータベースと同じ答えを返すことも確かめる
cli-backups = コピーの一覧を表示し、1つずつ検査する
cli-restore = データベースをコピーから戻す。先にボットを止めること
cli-copy = コピーのファイル。`backups` の一覧にある名前でもよい
cli-yes = 確認せずに進める
cli-yes-word = はい

cli-backup-made = コピーを取り、検査しました：{ $path }（{ $size } MB）
cli-backup-key = 評価した人を調べるための鍵は、コピーに入っていません。{ $path } のコピーも1つ、データベースのコピーとは別の場所に保管してください（一度で十分です）。
cli-drill-same = 一時フォルダーに戻して確かめました。{ $count }の質問すべてに、元のデータベースと同じ答えが返りました。
cli-drill-differs = コピーから戻したデータベースの答えが、元と{ $count }か所で違います：{ $names }。不具合として報告してください。

cli-backups-line = { $at } UTC · { $size } MB · { $state ->
        [verified] 検査済み
       *[damaged] 壊れています。削除してください
    } · { $path }
cli-backups-none = { $path } にはまだコピーがありません。ボットは動作中、毎晩1つ取ります。今すぐ取るには `python -m bot backup` を実行してください。

cli-restore-ask = { $file } は壊れておらず、戻せます。コピーを取った後に { $path } に保存されたものは失われますが、今のファイルは残しておきます。戻しますか？（はい／いいえ）
cli-restore-not = 何も変更していません。
cli-restored = { $file } から { $path } に戻しました。
cli-restored-kept = 元のデータベースは { $path } に残っています。{ $days }日後にボットが削除します。
cli-restored-deletions = コピーを取った後に行われた削除{ $count }件を、あらためて行いました。
cli-restored-deletions-unknown = 元のデータベースがないか、読めませんでした。コピーを取った後に削除されたものも元に戻っています。もう一度削除してもらうよう知らせるか、`forget` と `remove` で削除してください。
cli-restored-key = 評価、読んだところ、⭐で保存したもの、予想の記録に使った鍵 { $path } がありません。ボットを起動する前に、鍵のコピーをそこに置いてください。鍵がなくても `python -m bot new-key` で起動できます。評価と予想は数に入り続けますが、本人も変更や削除ができなくなり、読んだところと保存したものは失われます。
cli-restored-posts = ボットを起動してください。予定時刻を過ぎた投稿は、まずチャンネルの中を探します。見つからないものは「見送り」になり、編集者が `/毎日の投稿 管理` から送れます。

copy-missing = ファイル { $path } がありません。コピーの一覧は `python -m bot backups` で見られます。
copy-foreign = { $path } は言の葉のデータベースのコピーではありません。ファイルはそのままです。コピーの一覧は `python -m bot backups` で見られます。
database-missing = データベース { $path } がありません。ボットを起動すると作られます。別の場所にある場合は DATABASE_PATH を設定してください。
database-older = { $path } は Kotonoha の古いバージョンのものです（データベースのバージョンは { $version }、このプログラムは { $known }）。一度ボットを起動してください。データベースが更新され、更新前のコピーが隣に残ります。
restore-running = ボットがこのデータベースで動いています（{ $machine } のプロセス { $process }）。先に止めてください。異常終了したボットは、15秒後に止まったものとして扱われます。
backup-unwritable = { $path } にコピーを書き込めません。フォルダーがあるか、自分のものか、ディスクに空きがあるかを確かめるか、BACKUP_PATH を設定してください。
backup-full = { $path } にはコピーを置く空きがありません。空きを作るか、BACKUP_PATH を設定してください。
backup-wrong = { $path } に取ったコピーが正しくなかったため、削除しました。ディスクが壊れかけているかもしれません。BACKUP_PATH で別のディスクを試し、ボットが起動するかどうかも確かめてください（起動時にデータベースを検査します）。
backup-failed = { $path } は完全なコピーではありません。壊れているか、足りないデータがあります。ファイルはそのままです。別のコピーを選んでください。`python -m bot backups` ですべて検査できます。

owner-backup-failed = 昨夜のデータベースのコピーを取れませんでした：{ $reason ->
        [backup-unwritable] コピー用のフォルダーに書き込めません。
        [backup-full] ディスクに空きがありません。
        [backup-wrong] コピーが正しくありませんでした。ディスクが壊れかけているかもしれません。
       *[other] 理由はログにあります。
    } 1時間ごとにやり直しますが、お知らせするのは一度だけです。`python -m bot backup` で今すぐ試せます。
