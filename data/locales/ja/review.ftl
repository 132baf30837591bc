# 見直し。

button-review = 見直す
button-approve = 承認
button-reject = 却下
button-approve-rest = 見直し前の{ $count }件をすべて承認
button-review-again = 最初から見る
button-another-name = ほかの名前を入力
button-facts = 話し手と日付
button-another-sentence = ほかの文を選ぶ
button-add-quote = 名言を追加
button-add-prediction = 予測を追加

review-label = 見直し ・ { $what } ・ { $number } / { $count }
review-end-label = 見直し
review-quote = 名言
review-prediction = 予測
review-section = **見出し：**{ $heading }
review-was = -# もとの読み取り：{ $was }
review-nobody = 話し手の記載なし
review-no-kind = **種類：**{ kind-name-none }
review-no-horizon = **時期：**記載なし
kind-name-none = 確かでない
review-kind-placeholder = 種類を直す
review-speaker-placeholder = 話し手を直す
review-speaker-form = 話し手を直す
review-speaker = 名前
    .description = 記事の文章に出てくる名前を、そのまま入力してください
review-facts-form = 話し手と日付を直す
review-facts-speaker = 話し手
    .description = 記事の文章に出てくる名前を、そのまま入力してください。いなければ空欄にします
review-facts-said-on = 時点
    .description = 2026-05-01のように入力してください。わからなければ空欄にします
review-facts-due-on = 期日
    .description = 当たるとすればいつまでか、その最後の日を入力してください。なければ空欄にします
review-told = 👎 「{ $reason }」 { $count }人
review-added = -# 編集者が追加
review-extent-placeholder = 文を加える・省く
review-extent-before = 前の文を加える
review-extent-after = 次の文を加える
review-extent-not-first = 最初の文を省く
review-extent-not-last = 最後の文を省く
review-empty = この記事からは何も見つかりませんでした。
review-done = すべての見直しが終わりました。
review-tally = **{ $end ->
        [true] 結果
       *[false] 見直し
    }：**全{ $read }件 ・ { $reviewed ->
        [0] すべて見直し前
       *[other] そのまま承認{ $stood }件 ・ 修正{ $corrected }件 ・ 却下{ $rejected }件{ $added ->
            [0] { "" }
           *[other] { " ・ " }追加{ $added }件
        }{ $waiting ->
            [0] { "" }
           *[other] { " ・ " }見直し前{ $waiting }件
        }
    }
sentences-label-line = 見直し ・ 文を選ぶ
sentences-label-quote = 見直し ・ 名言を追加
sentences-label-prediction = 見直し ・ 予測を追加
sentences-choice = **{ $number }.** { $text }
sentences-placeholder = 番号を選ぶ
sentences-hint-line = -# 選んだ文が、このサーバーではこの行の代わりになります。
sentences-hint-quote = -# 選んだ言葉を、このサーバーの名言に追加します。続けて話し手を選ぶか、そのまま承認してください。
sentences-hint-prediction = -# 選んだ文を、このサーバーの予測に追加します。続けて種類を選ぶか、そのまま承認してください。
sentences-none = このページには選べる文がありません。
verdict-none = 見直し前
verdict-approved = 承認済み
verdict-rejected = 却下済み（表示されません）

rights-placeholder = 書き出してよい根拠を選ぶ
rights-choice-none = 書き出しを許可しない
rights-choice-own = 書き出し：自分たちの文章
rights-choice-permission = 書き出し：権利者の許可を得ている
rights-choice-licence = 書き出し：自由に使えるライセンス
rights-choice-public-domain = 書き出し：保護期間が終わっている
rights-set = **書き出し：**許可（{ $rights }）
rights-none = 書き出しを許可しない
rights-refused = **書き出し：**許可していません
    .what = この記事の文章、見直しの結果、評価の集計は、書き出しに含まれません。
rights-own = 自分たちの文章
rights-permission = 権利者の許可を得ている
rights-licence = 自由に使えるライセンスで公開されている
rights-public-domain = 著作権の保護期間が終わっている
rights-what = このサーバーの編集者は、`/みんなの評価` の「書き出す」で、この記事の文章と評価の集計を受け取れます。ボットの運営者は、見直しの結果も書き出せます。メンバーの名前やIDは含まれません。連載で全文を投稿することもできます。
