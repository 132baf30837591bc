# 手元で試すページ（make run）のことば

demo-bot = 言の葉
demo-server = 言の葉の会
demo-channel = 読書会
demo-other-channel = お知らせ
demo-role = 編集部
demo-topic = 長い記事を、毎日少しずつ
demo-member = はる
demo-administrator = みお（管理者）
demo-welcome = ようこそ。ここは、手元に再現したDiscordです。まずは下のボタンを押してみてください。`/` と入力すると、すべてのコマンドが出ます。毎日の投稿を始めるには、上の欄で「{ $administrator }」に切り替えて、ボタンかコマンドを使ってください。
demo-title = 言の葉 — 試してみる
demo-mark = 言
demo-notice = 手元に再現したDiscord（この画面は外部につながっていません）

demo-ready =
    言の葉が、手元に再現したDiscordで動いています。トークンは不要です。
      ページ     { $url }
      始め方     最初のメッセージのボタンを押すか、下の欄に / と入力する
      見る人     上の欄で「{ $member }」と「{ $administrator }」を切り替える
      終わり方   Ctrl-C
demo-kept = データ：{ $path }（次の --keep でも使います）
demo-not-installed = このページに必要なもの（{ $module }）が入っていません。`make run` を使うか、`pip install -r requirements/demo.txt` で入れてください。
demo-port-taken = ポート { $port } は使えません。ほかのプログラムが使用中です。`--port` で別の番号を選んでください。

# simcord のページが英語で言うこと。英語の側はそのページの文そのまま
demo-page-viewing = 見ている人
demo-page-empty = まだ何もありません。
demo-page-send = 送信
demo-page-message = メッセージ
demo-page-message-to = {"メッセージ "}
demo-page-only-you = これはあなたにだけ見えます
demo-page-commands = コマンド
demo-page-options = オプション
demo-page-application-commands = コマンド一覧
demo-page-no-options = 当てはまるものがありません
demo-page-loading-options = 探しています
demo-page-required = 入力してください。
demo-page-choose = 一覧から選んでください。
demo-page-invalid = 入力を確かめてください。
demo-page-choose-file = ファイルを選ぶ
demo-page-drop-files = ここにファイルを置くか、
demo-page-exit-command = コマンドをやめる
demo-page-true = はい
demo-page-false = いいえ
demo-page-cancel = やめる
demo-page-submit = 送信
demo-page-close-modal = 閉じる
demo-page-reply = 返信
demo-page-edit = 編集
demo-page-delete = 削除
demo-page-pin = ピン留め
demo-page-select = 選んでください
demo-page-thinking = 考えています…
demo-page-app = アプリ
demo-page-used = {" · "}
demo-page-not-completed = 受け付けられませんでした。もう一度どうぞ。
demo-page-jump = 新しいメッセージへ
demo-page-matching = {"候補："}
demo-page-optional = {" 任意"}
demo-page-form-to = {"この画面に書いたことは次のアプリに送られます："}
demo-page-form-warning = {"。パスワードなど、人に見せられないものは書かないでください。"}
demo-page-send-hint = {"（Enter）"}
demo-page-edited = {"（編集済み）"}
demo-page-edited-compact = （編集済み）
demo-page-upload-limit = {"ファイルは "}
demo-page-upload-size = {" 個まで、1個 10 MiB まで。"}
