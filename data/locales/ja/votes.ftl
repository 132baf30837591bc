# 評価。ボタンの絵文字は読み上げで「サムズアップ」「サムズダウン」などと読まれる。

button-vote-up = 👍
button-vote-down = 👎
button-vote-back = 評価を取り消す

vote-own = **あなたの評価：**{ $vote }
vote-counts = **このサーバー：**👍 { $up } ・ 👎 { $down }
vote-reason = **理由：**{ $reason }
vote-hint = 評価の高いものほど早く出るようになります。変えるときは、もとのメッセージの { $other } を押してください。
vote-none = 評価を取り消しました。もう一度評価するときは、もとのメッセージの 👍 か 👎 を押してください。
vote-reason-placeholder = よければ理由を選んでください
vote-reason-dull = おもしろくない
vote-reason-wrong = 間違っている
vote-reason-badly-cut = 区切り方がおかしい
vote-reason-seen-too-often = 何度も見た
