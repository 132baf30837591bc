# 編集者が立て、結果を決める、予測についての問い。人の書いた言葉が入る変数は、エスケープ済みで渡される。

button-questions = 予想
button-question-ask = 問いを立てる
button-question-change = 変更
button-question-resolve = 結果を決める
button-question-anew = 結果を決め直す
button-question-undo = 取り消す
button-question-confirm = この結果にする

questions-label = 予想 ・ 問い
questions-line = **{ $number }.** { $text }
questions-count = 問い{ $count }件
questions-astray = もとの予測が、この記事の見通しではなくなった問い
questions-hint = -# 予測を選ぶと、問いを立てたり、その問いを見たりできます。ここにあるのは見通しだけです。予測の種類は「見直す」で直せます。
questions-nothing = この記事には見通しが見つからないため、問いを立てられません。「見直す」で予測を追加したり、種類を直したりできます。
questions-placeholder = 番号を選ぶ
questions-item-label = 予想 ・ 予測
questions-unasked = この予測についての問いは、まだありません。
questions-entry = - { $text }
    -# 期日 { $due } ・ { $state }
questions-resolve-label = 予想 ・ 結果を決める問い

question-label = 問い ・ { $state }
question-forecasters = **予想した人：**{ $count ->
    [0] まだいません
   *[other] { $count }人
}
question-by = **結果を決めた人：**{ $person }
question-objections = **異議（{ $count }件）：**
question-asked = 問いを立てました。メンバーは `/みんなの予想` と、もとの予測の下から予想できます。
question-changed-now = 問いを変更しました。
question-removed = 問いを削除しました。
question-remove-confirm = この問いを削除しますか？ まだだれも予想していません。
    { "" }**{ $text }**
question-resolved = 結果を保存しました。確定するまでは「取り消す」で取り消せます。
question-undone = 結果を取り消しました。
question-meanwhile-resolved = ほかの編集者が先に、結果を **{ $outcome }** に決めました（{ $at }）。あなたの操作は保存していません。今の状態を表示しています。
question-meanwhile-changed = ほかの編集者が先に、この問いを変更しました。あなたの操作は保存していません。今の内容を表示しています。

question-confirm-label = 結果を決める ・ 確認
question-about-to = **新しい結果：**{ $outcome }
question-effect-early = まだ期日前です。結果を決めると、取り消さない限り、だれも予想できなくなります。
question-effect-same = 結果は **{ $was }** のままで、根拠だけが変わります。
question-effect-other = 結果が **{ $was }** から **{ $new }** に変わり、予想した人の成績も変わります。
question-effect-objections = 予想した人は{ $hours }時間以内なら異議を唱えることができ、その間は取り消せます。そのあとで確定します。

question-form-ask = 問いを立てる
question-form-change = 問いを変更
question-form-resolve = 結果を決める
question-form-text = 問い
    .description = 「はい」か「いいえ」で、だれが見ても同じように答えられるもの
question-form-due = 期日
    .description = 実現したと言える最後の日（例：2026-12-31）
question-form-outcome = 結果
    .description = 期日までにどうなりましたか
question-form-evidence = 根拠
    .description = だれでも確かめられるリンクかメモ
question-outcome-yes = 期日までに実現した
question-outcome-no = 実現しなかった
question-outcome-void = だれにも判断できない、または問いとして成り立たない
question-proposal = { $due }までに、…か
question-unfinished = 「…」のところに、何が起こるかを書いて、もう一度送信してください。まだ何も保存していません。

evidence-note = **根拠：**{ $text }
evidence-link = **根拠：**{ $site } ・ [リンク]({ $url })
evidence-gone = 入力された内容は15分までしか残さないため、まだ何も保存していません。「キャンセル」を押して、もう一度結果を決めてください。
due-unreadable = 「{ $text }」は日付として読み取れなかったため、まだ何も保存していません。2026-12-31 や 2026年12月31日 のように入力してください。12/31 とだけ入力すると、次の12月31日になります。
