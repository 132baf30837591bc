# First contact: the guided start, the first page of the help, and the buttons for the next step.

start-label = Guided start · { $step } of { $steps }
start-welcome = Kotonoha helps a community read long articles a little every day. Make five choices to start a daily post. Only you can see this.
start-language = Choose the **language** of posts and of replies that everyone sees.
start-zone = Choose this server’s **time zone**. If it is not listed, type it with **Type a time zone** in `/settings`, then press **Guided start** in `/help` again.
start-wish = Choose **what people want to read** each day.
start-channel = Choose the **channel** for the daily post.
start-channel-again = Once that is fixed, press **Check again**, or choose another channel.
start-time = Choose the **time** of the daily post. Choosing one saves the settings and starts the daily post.

start-language-ja = 日本語
start-language-en = English
start-posts-in = **Channel:** { $channel }
start-wish-parts = Articles, in parts
    .description = Read together from beginning to end, a few minutes a day
start-wish-quote = Quotation
    .description = What somebody in an article said, as text
start-wish-card = Quotation as a card
    .description = The same as a picture, to look at and share
start-wish-prediction = Prediction of the day
    .description = What an article says the future brings, and by when
start-wish-mixed = A bit of everything
    .description = Predictions, quotations and summaries in turn
start-wish-placeholder = Choose what to post
start-channel-placeholder = Choose a channel
start-time-placeholder = Choose a time
start-again = Check again
button-later = Not now
start-later = Nothing was changed. You can open the guided start at any time with the button below, or from `/help`.

start-done-label = The daily post is set up
start-done = The first post comes at that time. To see one right away, press **Post one now**. You can change the time or content at any time with `/daily manage`.
button-post-now = Post one now
post-now-done = Today’s post is on its way to { $channel }. { $next ->
    [none] The schedule is paused, so nothing follows until it is resumed.
   *[other] The next one comes { $next }.
}

help-try = Try it with the buttons below. Only you can see the replies.
help-editors = You are an editor: you can add and manage articles, and set up the daily post.
help-page-start = Back
help-page-commands = Commands
help-page-data = Your data

step-quote = Quotation
step-read = Read
step-summary = Summary
step-prediction = Prediction
step-article-add = Add an article
step-articles = All articles
step-article-manage = Manage articles
step-daily-add = Post it daily
step-daily-manage = Manage daily posts
step-help = Help
step-privacy = See your data
step-start = Guided start
