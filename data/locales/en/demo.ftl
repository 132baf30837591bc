# The words of the page to try the bot on (make run)

demo-bot = Kotonoha
demo-server = Kotonoha reading club
demo-channel = reading
demo-other-channel = news
demo-role = editors
demo-topic = Long articles, a little every day
demo-member = Haru
demo-administrator = Mio (administrator)
demo-welcome = Welcome. This is a simulated Discord on your own computer. Press a button for a first answer, or type `/` for all commands. To set up a daily post, switch to **{ $administrator }** at the top and press a button or use a command there.
demo-title = Kotonoha — try it
demo-mark = 言
demo-notice = A simulated Discord: nothing leaves this computer

demo-ready =
    Kotonoha is running on a simulated Discord; no token is needed.
      Page:    { $url }
      Start:   press a button below the welcome, or type / into the box at the bottom
      View as: switch between { $member } and { $administrator } at the top
      Stop:    Ctrl-C
demo-kept = Data: { $path } (the next --keep uses it again)
demo-not-installed = What the page needs ({ $module }) is not installed. Use `make run`, or install it with `pip install -r requirements/demo.txt`.
demo-port-taken = Port { $port } can’t be used: another program has it. Choose another with `--port`.

# What simcord's page says in English, letter for letter
demo-page-viewing = Viewing as
demo-page-empty = No messages in this channel.
demo-page-send = Send
demo-page-message = Message
demo-page-message-to = {"Message "}
demo-page-only-you = Only you can see this
demo-page-commands = COMMANDS
demo-page-options = OPTIONS
demo-page-application-commands = Application commands
demo-page-no-options = No options match
demo-page-loading-options = Loading options
demo-page-required = This field is required.
demo-page-choose = Choose an available option.
demo-page-invalid = Enter a valid value.
demo-page-choose-file = Choose file
demo-page-drop-files = Drop files here or{" "}
demo-page-exit-command = Exit command mode
demo-page-true = True
demo-page-false = False
demo-page-cancel = Cancel
demo-page-submit = Submit
demo-page-close-modal = Close modal
demo-page-reply = Reply
demo-page-edit = Edit
demo-page-delete = Delete
demo-page-pin = Pin
demo-page-select = Select an option
demo-page-thinking = Thinking…
demo-page-app = APP
demo-page-used = {" used "}
demo-page-not-completed = Action was not completed.
demo-page-jump = New messages · jump to latest
demo-page-matching = {"OPTIONS MATCHING "}
demo-page-optional = {" optional"}
demo-page-form-to = {"This form will be submitted to "}
demo-page-form-warning = {". Do not share passwords or other sensitive information."}
demo-page-send-hint = {" message (Enter)"}
demo-page-edited = {" (edited)"}
demo-page-edited-compact = (edited)
demo-page-upload-limit = {"Upload up to "}
demo-page-upload-size = {" files, 10 MiB per file."}
