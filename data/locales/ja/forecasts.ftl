# /みんなの予想。予測についての問いと、それに対する予想、その成績。

button-forecasts = 問いの一覧
button-forecast = 予想する
button-forecast-exact = 数字で入力
button-forecast-object = 異議を唱える
button-forecast-open = 受付中：{ $count }件
button-forecast-due = 結果待ち：{ $count }件
button-forecast-resolved = 結果あり：{ $count }件
step-forecast = 問いの一覧

forecast-label = みんなの予想 ・ { $state }
forecast-state-open = 受付中
forecast-state-due = 結果待ち
forecast-state-resolved = 結果あり
forecast-none-open = 今、受付中の問いはありません。問いは、編集者が `/記事 管理` で、記事の予測について立てます。
forecast-none-due = 結果を待っている問いはありません。
forecast-none-resolved = 結果が出た問いは、まだありません。
forecast-item-label = この予測についての問い
forecast-listed = - { $text } ・ { $state }
forecast-open-placeholder = 問いを選ぶ

forecast-open-until = **受付：**{ $due }まで
forecast-due = **期日：**{ $due }
forecast-undecided = 結果は、まだ編集者が決めていません。
forecast-result = **結果：**{ $outcome }
forecast-proposed = **結果（確定前）：**{ $outcome }
forecast-proposed-until = -# { $until }に確定します。それまでは、予想した人は異議を唱えることができ、編集者は取り消すことができます。
outcome-yes = はい
outcome-no = いいえ
outcome-void = 無効（だれの成績にも数えません）
forecast-about = **予測：**{ $words }
forecast-sentence-gone = -# この文は、今の記事にはありません。問いを立てたときの文をそのまま表示しています。
forecast-withdrawn = -# この問いのもとになった予測は、このサーバーではもう表示していません。

forecast-percent = { $number }%
forecast-how = 「はい」になる確率は何%だと思いますか？ 下から選ぶか、「数字で入力」で細かく入力してください。受付中はいつでも変えられます。ほかの人の予想は、自分の予想を出すと表示されます。
forecast-own = **あなたの予想：**{ $probability }（{ $since }）
forecast-own-earlier = -# これまでの予想：{ $earlier }
forecast-own-none = あなたは予想していません。
forecast-then = { " → " }
forecast-everybody = **みんなの予想：**{ $count ->
    [1] { $median } ・ 1人
    [2] 中央値{ $median } ・ 2人
    [3] 中央値{ $median } ・ 3人
   *[other] 中央値{ $median }（半数の人は{ $lower }から{ $upper }の間） ・ { $count }人
}
forecast-everybody-earlier = -# これまでの中央値：{ $earlier }
forecast-nobody = 予想した人はいません。
forecast-hidden = ほかの人の予想は、結果が確定すると表示されます。それまでは、受付に戻ることがあるためです。
forecast-placeholder = 「はい」になる確率を選ぶ
forecast-exact = あなたの予想
forecast-exact-percent = 「はい」になる確率（%）
    .description = 0.1から99.9まで（例：12.5）
forecast-objection = 結果に異議を唱える
forecast-objection-reason = 異議の理由
    .description = 編集者が読みます。だれが書いたかは、編集者にもわかりません。
forecast-objected = 異議を受け付け、編集者に知らせます。編集者がそのとおりだと認めれば、結果は取り消されます。

button-forecast-mine = 自分の成績
button-forecast-board = 成績表
button-forecast-appear-on = 成績表に載せる
button-forecast-appear-off = 成績表から外す
record-label = みんなの予想 ・ 自分の成績
record-none = 予想した問いの結果が、まだ出ていません。結果が出ると、ここにスコアを表示します。
record-scores = **結果が出た問い：**{ $questions }件
    { "" }**ブライアスコア：**{ $brier }
    { "" }**対数スコア：**{ $log }
    { "" }**中央値との差：**{ $relative }
record-scores-what = -# ブライアスコアと対数スコアは0がいちばんよく、いつも50%と予想すると0.25と0.69になります。中央値との差は、0より大きいほど、ほかの人よりよい予想です。
record-early = 順位を付けるには、まだ早すぎます。結果が出た問いが{ $least }件必要です（今は{ $questions }件）。
record-questions = **最近の問い**
record-question = - { $text }
    -# { $outcome } ・ ブライアスコア{ $brier } ・ 差{ $relative }
record-appears = このサーバーの成績表に、あなたの名前とスコアを載せています。そのためにあなたのユーザーIDを、外すまで記録します。
record-hidden = あなたのスコアは、ほかの人には見えません。希望すれば、このサーバーの成績表に名前とともに載せられます。その場合だけ、外すまであなたのユーザーIDを記録します。
board-label = みんなの予想 ・ 成績表
board-entry = **{ $number }.** { $name } ・ 差{ $relative } ・ { $questions }件
    -# ブライアスコア{ $brier } ・ 対数スコア{ $log }
board-none = 成績表に載っている人は、まだいません。
board-what = -# 載るのは、希望した人のうち、結果が出た問いが{ $least }件以上ある人だけです（それより少ないと、順位を付けるにはまだ早すぎます）。順番は、中央値との差（0より大きいほど、ほかの人よりよい予想）です。載せるには「自分の成績」を押してください。
calibration-own = **予想した確率と、実際に「はい」だった割合**
calibration-median = **予想の中央値と、実際に「はい」だった割合**
calibration-line = - { $said }と予想：{ $count }件のうち{ $true }件が「はい」（95%区間は{ $lower }から{ $upper }）

forecast-unreadable = 「{ $text }」は確率として読み取れなかったため、何も変えていません。もう一度「数字で入力」を押し、35や12.5のように、0.1から99.9までの数字（小数は1桁まで）を入力してください。
questions-none = この予測についての問いは、もうありません。このサーバーの問いは `/みんなの予想` で見られます。
