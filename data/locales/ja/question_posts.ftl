# 予測についての問いを取り上げる投稿と、ほかの投稿の中の問いの一覧。

questions-post-label = 予測を振り返る
questions-post-few = 予想した人は{ $count }人未満でした。
questions-post-resolve = -# 結果の決まっていない問いが{ $count }件あります。編集者は「結果を決める」から、どうなったかを入力してください。
question-line = - { $text } ・ 期日{ $due }
digest-questions = 受付中の問い
closing-questions = この記事についての、受付中の問い
history-questions = 予測の振り返り ・ { $state }
reason-questions-gone = 送る前に、取り上げる問いがなくなりました
