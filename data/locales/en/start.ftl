# First contact: the guided start, the first page of the help, and the buttons for the next step.

start-label = Guided start · { $step } of { $steps }
start-welcome = Kotonoha helps a community read long articles a little every day. Make four choices to start a daily post. Only you can see this.
start-language = Choose the **language** of posts and of replies that everyone sees.
start-zone = Choose this server’s **time zone**. If it is not listed, type a city in the `time-zone` option of `/settings`, then press **Guided start** in `/help` again.
start-channel = Choose the **channel** for the daily post.
start-channel-again = Once that is fixed, press **Check again**, or choose another channel.
start-time = Choose the **time** of the daily post. Choosing one saves the settings and starts the daily post.

start-language-ja = 日本語
start-language-en = English
start-posts-in = **Channel:** { $channel }
start-channel-placeholder = Choose a channel
start-time-placeholder = Choose a time
start-again = Check again
button-later = Not now
start-later = Nothing was changed. You can open the guided start at any time with the button below, or from `/help`.

start-done-label = The daily post is set up
start-done = You can change the time or content at any time with `/daily edit`.

help-try = Try it with the buttons below. Only you can see the replies.
help-editors = You are an editor: you can add articles and set up the daily post.
help-page-start = Back
help-page-commands = All commands
help-page-data = Your data

step-quote = Quotation
step-summary = Summary
step-read = Read
step-prediction = Prediction
step-article-add = Add an article
step-article-list = All articles
step-article-review = Start review
step-daily-list = All schedules
step-daily-preview = Next posts
step-help = Help
step-privacy = See your data
step-start = Guided start
