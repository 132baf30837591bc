# 毎日の投稿。

schedule-exists = 同じ投稿予定がすでにあり、次の時刻に投稿されます。新しく追加したものはありません。同じ内容を2回投稿したいときは、「それでも追加」を押してください。
schedules-none = 投稿予定はまだありません。`/毎日の投稿 追加` か、下の「はじめの設定」で作れます。
schedules-full = 投稿予定は1つのサーバーに{ $limit }件までです。先に `/毎日の投稿 管理` で1件減らしてください。
schedule-there-already = すでにそのチャンネルに投稿する予定です。別のチャンネルを選んでください。
schedule-gone = その投稿予定はもうありません。今ある投稿予定は `/毎日の投稿 管理` で確かめられます。
role-everyone = @everyone にはメンションできません。知らせたいメンバーだけが持つロールを選んでください。
digest-article = 「今週のまとめ」は、そのチャンネルに投稿したものを、記事を問わずまとめます。「記事」は空けたままにしてください。
thread-in-thread = スレッドへの投稿には、スレッドを作れません。テキストチャンネルかアナウンスチャンネルを選ぶか、スレッドなしで投稿してください。
channel-kind = そのチャンネルには投稿できません。テキストチャンネル、アナウンスチャンネル、または作成済みのスレッドを選んでください。
discord-silent = Discordに確認できませんでした。何も変更していません。少し待ってから、もう一度お試しください。

daily-list-label = 毎日の投稿 ・ { $count }件（{ $limit }件まで）
daily-list-removed = 投稿予定はありません。7日以内に削除したものは、下から選んで元に戻せます。新しく作るには `/毎日の投稿 追加` を使ってください。
daily-manage-label = 投稿予定
daily-added-label = 投稿予定を追加しました
daily-exists-label = 投稿予定はすでにあります
daily-changed-label = 投稿予定を変更しました
daily-moved-label = 投稿予定を移動しました
daily-paused-label = 投稿予定を一時停止しました
daily-resumed-label = 投稿予定を再開しました
daily-removed-label = 投稿予定を削除しました
daily-restored-label = 投稿予定を元に戻しました
daily-added-hint = 「テスト投稿」を押すと、今すぐ1回送れます。「プレビュー」では、これからの投稿を確かめられます。この画面は `/毎日の投稿 管理` でまた開けます。
daily-removed-hint = { $until }までは、このボタンか `/毎日の投稿 管理` で元に戻せます。
daily-paused-hint = 一時停止中の分は、あとから投稿されません。

daily-time = **{ $time }**
daily-time-next-day = **{ $time }**（翌日の{ $clock }）
daily-head = { $channel } ・ { $time } ・ { $days }
daily-joined = { "" } ・ { "" }
daily-hidden-channel = （見えないチャンネル）
daily-choose-placeholder = 投稿予定を選ぶ
daily-choice-removed = 削除済み（元に戻せます）
daily-choice-paused = 一時停止中
daily-choice-trouble = 投稿できません
daily-move-placeholder = 投稿先のチャンネルを変える
daily-what = **内容：**{ $content }
daily-style = **名言の形式：**{ $style }
daily-article = **記事：**{ $title }
daily-article-lost = 削除または非表示
daily-zone = **タイムゾーン：**{ $zone }
daily-language = **言語：**{ $language }
daily-role = **メンション：**{ $role }
daily-thread = **スレッド：**投稿ごとに作成
daily-due = **次回の予定：**{ $date }{ $clock }（{ $relative }）
daily-next = **次回：**{ $date }{ $clock }（{ $relative }）
daily-back = **一時停止中：**{ $until }まで。{ $back }に再開します
daily-pauses = **一時停止：**{ $pauses }
daily-waits = **次回：**一時停止中
daily-trouble = ⚠️ **投稿できません**
daily-as-text = ⚠️ **カードではなく文字で投稿しています**
    .end = 権限が付くと、自動でカードに戻ります。
daily-no-thread = ⚠️ **スレッドを作らずに投稿しています**
    .end = 権限が付くと、その次の投稿からスレッドを作ります。
daily-trouble-ends = { $until }に自動で再開します。
daily-resumes = 解決すると、自動で再開します。
daily-stalled = 投稿の処理が止まっていたため、{ $at }に再開しました。

days-all = 毎日
days-one = { $day }曜
days-weekdays = 平日
days-weekend = 土日
days-every = { $count }日ごと
days-every-weeks = { $count }週間ごと
days-of-month = 毎月{ $days }
days-range = { $first }〜{ $last }
days-range-spaced = { $first }〜{ $last }
month-day = { $day }日
month-day-last = 末日
days-joined = 、
day-0 = 月
day-1 = 火
day-2 = 水
day-3 = 木
day-4 = 金
day-5 = 土
day-6 = 日
date = { $month }月{ $day }日（{ $weekday }）

date-short = { $month }月{ $day }日

content-prediction = 予測
content-prediction-of-the-day = 今日の予測
content-quote = 名言
content-summary = 要約
content-digest = 今週のまとめ
content-mixed = おまかせ（予測→名言→要約）

preview-label = プレビュー ・ これからの{ $count }回（{ $zone }）
preview-paused = 一時停止中です。今再開した場合の予定を表示しています。
preview-pause = ⏸️ { $dates }は一時停止
preview-line = - **{ $date }{ $clock }**
preview-mixed = { $line } { $content }
preview-gap = ⏰ 時計が進む日。{ $time }がないため、この時刻に投稿します
preview-repeated = ⏰ 時計が戻る日。{ $time }の1回目に投稿します
preview-changed = ⏰ 時計が変更される日
preview-decided = 決定済み：{ $text }
preview-hint = 投稿する内容は、予定の時刻に決まります。今日の予測がすでに決まっている日は、その文を表示します。

test-sent = テスト投稿を { $channel } に送ります。「テスト投稿」と表示し、ロールにはメンションしません。結果は「履歴」で確かめられます。

history-label = 投稿履歴（{ $zone }）
history-none = まだ投稿がありません。前の画面の「テスト投稿」で試せます。
history-line = - **{ $date }{ $clock }** { $state }
history-test = テスト ・ { $state }
state-claimed = ⏳ 送信中
state-waiting = ⏳ 送信待ち
state-sent = ✅ 送信済み
state-sent-late = ✅ 送信済み（{ $at }）
state-failed = ❌ 失敗
state-skipped = ⏭️ 見送り
state-unknown = ❔ 未確認
history-link = [投稿を見る]({ $link })
history-attempts = { $count }回試行

reason-missed = 時間内に送れませんでした（ボットの停止など）
reason-unreachable = Discordに接続できませんでした
reason-unanswered = 届いたかどうか、Discordから返事がありませんでした
reason-slow-down = Discordから少し待つように指示されました
reason-outage = サーバーがDiscord側の障害で利用できませんでした
reason-found = 再起動後に確認したところ、届いていました
reason-deleted = 届いたあとに削除されました
reason-internal = ボットの不具合です。詳しくは、ボットの運営者がログで確かめられます
reason-quiet = その前の7日間に、このチャンネルへの投稿がありませんでした
reason-cancelled = 送る前に、投稿予定が一時停止・移動・削除されました

history-as-text = カードではなく文字で投稿しました。{ $why }

missing-bot = ボットに必要な権限がありません：{ $permissions }
    .action = チャンネルの設定の「権限」で、ボットに許可してください。
missing-person = あなたには、そのチャンネルに投稿する権限がありません：{ $permissions }
    .action = 自分が投稿できるチャンネルを選ぶか、権限のあるメンバーに頼んでください。
permission-name = **{ $name }**
permission-joined = 、
permission-view = チャンネルを見る
permission-send = メッセージを送信
permission-send-in-threads = スレッドでメッセージを送信
permission-threads = 公開スレッドの作成
permission-embed = 埋め込みリンク
permission-attach = ファイルを添付
permission-history = メッセージ履歴を読む
problem-ping = ボットは、選んだロールにメンションできません。
    .action = ロールの設定で「このロールに対して@mentionを許可する」を有効にするか、別のロールを選んでください（`/毎日の投稿 管理` の「詳しい設定」）。
problem-ping-person = あなたは、そのロールにメンションできません。
    .action = メンションできるロールを選ぶか、権限のあるメンバーに頼んでください。
problem-role-gone = メンションするロールが削除されました。
    .action = `/毎日の投稿 管理` の「詳しい設定」で別のロールを選ぶか、メンションをやめてください。
problem-channel-gone = チャンネルが削除されました。
    .action = 別のチャンネルを選んでください。投稿予定のチャンネルは `/毎日の投稿 管理` で変えられます。
problem-thread-locked = スレッドがロックされています。
    .action = ロックを解除するか、別のチャンネルを選んでください。投稿予定のチャンネルは `/毎日の投稿 管理` で変えられます。
problem-thread-archived = スレッドがアーカイブされています。
    .action = スレッドのアーカイブを解除するか、別のチャンネルを選んでください。投稿予定のチャンネルは `/毎日の投稿 管理` で変えられます。
problem-timed-out = ボットがタイムアウト中です。
    .action = ボットのタイムアウトを解除するか、終わるまでお待ちください。
problem-guild-gone = ボットがこのサーバーのメンバーではありません。
    .action = ボットをもう一度招待してください。
problem-rejected = 投稿の内容がDiscordに拒否されました。
    .action = ボットの運営者にお知らせください。次の予定時刻にもう一度試します。
problem-nothing-to-post = 投稿できるものがありません。
    .action = `/記事 追加` で記事を追加するか、`/記事 管理` で承認するか、連載なら連載リストに記事を加えるか、`/毎日の投稿 管理` で別の内容を選んでください。
problem-article-gone = 選ばれた記事が削除されたか、非表示になっています。
    .action = `/記事 管理` で元に戻すか、`/毎日の投稿 管理` で別の記事を選んでください。

notice-label = 毎日の投稿を送れませんでした
notice-label-other = ボットからのお知らせ
notice-these = 次の投稿を送れませんでした。投稿予定はそのまま残っています。
notice-lost = { $post } ・ { $at }：{ $outcome ->
    [missed] 時間内に送れませんでした。
    [unknown] 届いたかどうかを確かめられませんでした。
   *[internal] ボットの不具合で送れませんでした。
}{ $earlier ->
    [0] { "" }
   *[other] その前の{ $earlier }件も送れていません。
}`/毎日の投稿 管理` の「履歴」にある「今すぐ送る」で、今からでも送れます。
owner-storage-damaged = データベースが壊れています。ボットを止めてコピーから戻すまで、保存も毎日の投稿もできません。手順は docs/DATA.ja.md にあります。
owner-disk-full = ディスクの空きが残り { $free } MB です。データベースとそのコピーには { $wanted } MB が必要です。空きがなくなると、保存も投稿もできません。空きを増やすか、より大きなディスクに移してください。
owner-reader-crashes = 記事を読み取るプロセスが、1時間に { $times } 回、異常終了しました。異常終了すると、その記事は追加できません。何度も続くときは、メモリーが足りているか確かめ、ボットのパッケージを入れ直してください。
owner-lost = サーバー { $server }、{ $at }（UTC）の投稿：{ $outcome ->
    [missed] 時間内に送れませんでした。
    [unknown] 届いたかどうかを確かめられませんでした。
   *[internal] ボットの不具合で送れませんでした。ログを見てください。
}{ $earlier ->
    [0] { "" }
   *[other] その前の{ $earlier }件も送れていません。
}
notice-more = ほかに{ $count }件あります。`/毎日の投稿 管理` と `/記事 管理` で確かめられます。
notice-what = { $time }（{ $days }）に { $channel } へ送る投稿です。投稿予定はそのまま残っています。
notice-what-hidden = { $time }（{ $days }）の投稿です。投稿予定はそのまま残っています。
notice-server = サーバー：{ $server }

zone-wanted-label = サーバーのタイムゾーンを選ぶ
zone-wanted = 選ぶと、{ $channel } に{ $time }の投稿予定を追加します。一覧にない場合は、`/設定` の「タイムゾーンを入力」で入力してから、もう一度追加してください。
zone-wanted-placeholder = タイムゾーンを選ぶ
zone-now = 現在 { $clock }

button-send-now = 今すぐ送る（{ $date }）
send-now-done = 投稿を { $channel } に送ります。すでに届いていた場合は、もう一度送ることはありません。結果は履歴で確かめられます。
posted-today = 今日の投稿は、送信済みか送信中です。チャンネルを見てみてください。結果は `/毎日の投稿 管理` の「履歴」で確かめられます。
post-not-open = その投稿は送信中か、送信済みか、取り消し済みです。今の状態は、「履歴」を開き直すと確かめられます。
button-resume = 再開する
button-daily-post = 変更
button-daily-options = 詳しい設定
button-daily-preview = プレビュー
button-daily-test = テスト投稿
button-daily-pause = 一時停止
button-daily-history = 履歴
button-daily-list = 一覧を見る
button-daily-back = 戻る
button-add-anyway = それでも追加
button-clear-role = メンションをやめる
button-clear-article = すべての記事から選ぶ
button-clear-zone = サーバーのタイムゾーンに合わせる
button-clear-language = サーバーの言語に合わせる
button-clear-pauses = 一時停止の期間を取り消す

daily-form-label = 毎日の投稿を追加
daily-form-channel = チャンネル
    .description = テキスト、アナウンス、または作成済みのスレッド
daily-form-time = 時刻
    .description = 8:00、午前8時半、20時、25:00 など
daily-form-days = 投稿する日
    .description = 平日、月水金、3日ごと、毎月1日と15日、月末 など（空欄にすると毎日）
daily-form-content = 内容
    .description = 投稿するもの
daily-form-article = 記事
    .description = 1本だけから投稿するときのタイトルの一部（空欄ならすべての記事）。連載では、連載リストに加える記事
daily-form-pauses = 一時停止の期間
    .description = 12/28〜1/3 のように、最初の日と最後の日（空欄にするとなし）
daily-form-style = 名言の形式
    .description = 文字で投稿するか、画像（カード）にするか
daily-form-size = 1回の長さ
    .description = 記事の連載で、1回に投稿する長さ
daily-form-zone = タイムゾーン
    .description = 都市名か Asia/Tokyo のような名前（空欄にするとサーバーの設定）
daily-form-language = 言語
    .description = 投稿の言語
daily-form-language-server = サーバーの設定
daily-form-role = ロール
    .description = 投稿のたびにメンションするロール
daily-form-thread = スレッド
    .description = 話し合うためのスレッドを、投稿ごとに作るかどうか
daily-form-thread-yes = 投稿ごとに作る
daily-form-thread-no = 作らない
suggest-days-all = 毎日
suggest-days-weekdays = 平日
suggest-days-weekend = 土日
suggest-days-other = 隔日
suggest-days-three = 3日ごと
suggest-days-month = 毎月1日と15日
suggest-days-last = 毎月末日
