# Daily posts.

schedule-exists = Nothing was added: this schedule is already here, and posts at its next time. If you want the same post twice, press **Add anyway**.
schedules-none = There are no schedules yet. Add one with `/daily add`, or with the guided start below.
schedules-full = A server can have up to { $limit } schedules. Please remove one with `/daily manage` first.
schedule-there-already = The schedule already posts in that channel. Please choose another one.
schedule-gone = That schedule no longer exists. `/daily manage` shows the current ones.
role-everyone = @everyone can’t be mentioned. Please choose a role for members who want to be notified.
digest-article = A weekly digest sums up what was posted in its channel, from all articles. Please leave the article out.
thread-in-thread = Posts in a thread can’t have threads of their own. Choose a text or announcement channel, or post without threads.
channel-kind = I can’t post there. Choose a text channel, an announcement channel or an existing thread.
discord-silent = I couldn’t check that channel with Discord, so nothing was changed. Please try again in a moment.

daily-list-label = Daily posts · { $count } (up to { $limit })
daily-list-removed = There are no schedules. Those removed in the last 7 days can be restored: choose one below. `/daily add` makes a new one.
daily-manage-label = Schedule
daily-added-label = Schedule added
daily-exists-label = Schedule already here
daily-changed-label = Schedule changed
daily-moved-label = Schedule moved
daily-paused-label = Schedule paused
daily-resumed-label = Schedule resumed
daily-removed-label = Schedule removed
daily-restored-label = Schedule restored
daily-added-hint = **Test post** sends a post now, marked as a test; **Preview** shows what comes next. `/daily manage` opens this again.
daily-removed-hint = Until { $until } you can restore it, here or with `/daily manage`.
daily-paused-hint = Posts that are due while it is paused will not be sent later.

daily-time = **{ $time }**
daily-time-next-day = **{ $time }** ({ $clock } the next day)
daily-head = { $channel } · { $time } · { $days }
daily-joined = { "" } · { "" }
daily-hidden-channel = (a channel you can’t see)
daily-choose-placeholder = Choose a schedule
daily-choice-removed = removed, can be restored
daily-choice-paused = paused
daily-choice-trouble = can’t post
daily-move-placeholder = Post in another channel
daily-what = **Content:** { $content }
daily-style = **Quotation style:** { $style }
daily-article = **Article:** { $title }
daily-article-lost = removed or hidden
daily-zone = **Time zone:** { $zone }
daily-language = **Language:** { $language }
daily-role = **Mentions:** { $role }
daily-thread = **Thread:** under each post
daily-due = **Next due:** { $date }, { $clock } ({ $relative })
daily-next = **Next:** { $date }, { $clock } ({ $relative })
daily-back = **Paused** until { $until }; back on { $back }
daily-pauses = **Pauses:** { $pauses }
daily-waits = **Next:** paused
daily-trouble = ⚠️ **Can’t post**
daily-as-text = ⚠️ **Posting text instead of cards**
    .end = Once I have the permission, I will post cards again.
daily-no-thread = ⚠️ **Posting without threads**
    .end = Once I have the permission, I will make threads again.
daily-trouble-ends = It will resume automatically at { $until }.
daily-resumes = Once that is fixed, it will resume automatically.
daily-stalled = Posting stalled and was restarted at { $at }.

days-all = every day
days-one = { $day }
days-weekdays = weekdays
days-weekend = weekends
days-every = every { $count } days
days-every-weeks = every { $count } weeks
days-of-month = { $days } of each month
days-range = { $first }–{ $last }
days-range-spaced = { $first } – { $last }
month-day = { $day }{ $day ->
    [1] st
    [21] st
    [31] st
    [2] nd
    [22] nd
    [3] rd
    [23] rd
   *[other] th
}
month-day-last = last day
days-joined = , { "" }
day-0 = Mon
day-1 = Tue
day-2 = Wed
day-3 = Thu
day-4 = Fri
day-5 = Sat
day-6 = Sun
date = { $weekday } { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

date-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

content-prediction = prediction
content-prediction-of-the-day = prediction of the day
content-quote = quotation
content-summary = summary
content-digest = weekly digest
content-mixed = mixed (prediction, quotation and summary in turn)

preview-label = Preview · next { $count } posts ({ $zone })
preview-paused = This schedule is paused. If you resume it now, this is what it will post.
preview-pause = ⏸️ { $dates }: paused
preview-line = - **{ $date }, { $clock }**
preview-mixed = { $line } { $content }
preview-gap = ⏰ clocks go forward: { $time } does not exist, so it posts at this time
preview-repeated = ⏰ clocks go back: it posts at the first { $time }
preview-changed = ⏰ clocks change on this day
preview-decided = Already decided: { $text }
preview-hint = Each post is chosen when it is due. If the prediction of the day has already been decided, it is shown here.

test-sent = A test post is on its way to { $channel }. It is marked as a test and mentions no role. **History** shows whether it arrived.

history-label = Post history ({ $zone })
history-none = Nothing has been posted yet. To try it, go back and press **Test post**.
history-line = - **{ $date }, { $clock }** { $state }
history-test = Test · { $state }
state-claimed = ⏳ being sent
state-waiting = ⏳ waiting to be sent
state-sent = ✅ sent
state-sent-late = ✅ sent at { $at }
state-failed = ❌ failed
state-skipped = ⏭️ skipped
state-unknown = ❔ unknown
history-link = [view]({ $link })
history-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}

reason-missed = It could not be sent in time (for example, because the bot was not running).
reason-unreachable = Discord could not be reached.
reason-unanswered = Discord did not say whether it arrived.
reason-slow-down = Discord asked the bot to slow down.
reason-outage = The server was unavailable on Discord’s side.
reason-found = It was found in the channel after a restart.
reason-deleted = It arrived and was deleted later.
reason-internal = Something went wrong in the bot itself; its log says more.
reason-quiet = Nothing had been posted in the channel in the seven days before.
reason-cancelled = The schedule was paused, moved or removed before it was sent.

history-as-text = Posted as text instead of a card. { $why }

missing-bot = I’m missing permissions: { $permissions }
    .action = Grant them to me in the channel’s settings, under Permissions.
missing-person = You don’t have the permissions to post in that channel: { $permissions }
    .action = Choose a channel where you can post, or ask someone who has them.
permission-name = **{ $name }**
permission-joined = , { "" }
permission-view = View Channels
permission-send = Send Messages
permission-send-in-threads = Send Messages in Threads
permission-threads = Create Public Threads
permission-embed = Embed Links
permission-attach = Attach Files
permission-history = Read Message History
problem-ping = I can’t mention the chosen role.
    .action = Turn on “Allow anyone to @mention this role” in the role’s settings, or choose another role (in `/daily manage` under **More options**).
problem-ping-person = You can’t mention that role yourself.
    .action = Choose a role that you can mention, or ask someone who can.
problem-role-gone = The role to mention was deleted.
    .action = Choose another role in `/daily manage` under **More options**, or stop mentioning one.
problem-channel-gone = The channel was deleted.
    .action = Choose another one; for a schedule, with `/daily manage`.
problem-thread-locked = The thread is locked.
    .action = Unlock it, or choose another channel; for a schedule, with `/daily manage`.
problem-thread-archived = The thread is archived.
    .action = Unarchive it, or choose another channel; for a schedule, with `/daily manage`.
problem-timed-out = I’m in a timeout.
    .action = Remove my timeout, or wait until it ends.
problem-guild-gone = I’m no longer a member of this server.
    .action = Invite me again.
problem-rejected = Discord did not accept the post’s content.
    .action = Please tell whoever runs the bot. I will try again at the next scheduled time.
problem-nothing-to-post = There was nothing to post.
    .action = Add an article with `/article add`, approve what was found with `/article manage`, put an article into the queue of a schedule that posts articles in parts, or choose other content with `/daily manage`.
problem-article-gone = The chosen article was removed or hidden.
    .action = Restore it with `/article manage`, or choose another one with `/daily manage`.

notice-label = A daily post could not be sent
notice-label-other = Please note
notice-these = These posts could not be sent. Their schedules are still there:
notice-lost = { $post } · { $at }: { $outcome ->
    [missed] not sent in time.
    [unknown] nobody can tell whether it arrived.
   *[internal] not sent, because of a problem in the bot itself.
} { $earlier ->
    [0] { "" }
    [one] One before it was lost, too.{ " " }
   *[other] { $earlier } before it were lost, too.{ " " }
}**Send it now** below the history in `/daily manage` still sends it.
owner-storage-damaged = The database is damaged. Nothing is saved and no daily posts go out until you stop the bot and restore a copy; docs/DATA.md says how.
owner-disk-full = The disk is nearly full: { $free } MB are left, and the database and its copies need { $wanted } MB. Without room nothing can be saved or posted: make some, or move the bot to a larger disk.
owner-reader-crashes = The process that reads articles crashed { $times } times within an hour. Each time, an article could not be added. If it goes on, check whether the computer has memory left, and install the bot’s packages again.
owner-lost = Server { $server }, post of { $at } (UTC): { $outcome ->
    [missed] not sent in time.
    [unknown] nobody can tell whether it arrived.
   *[internal] not sent, because of an error in the bot; see the log.
} { $earlier ->
    [0] { "" }
    [one] One before it was lost, too.
   *[other] { $earlier } before it were lost, too.
}
notice-more = …and { $count } more. `/daily manage` and `/article manage` show what they are about.
notice-what = This was the post for { $channel } at { $time } ({ $days }). The schedule is still there.
notice-what-hidden = This was the post at { $time } ({ $days }). The schedule is still there.
notice-server = Server: { $server }

zone-wanted-label = Choose this server’s time zone
zone-wanted = Once you choose, the schedule for { $channel } at { $time } is added. If your time zone is not listed, type it with **Type a time zone** in `/settings`, then add the schedule again.
zone-wanted-placeholder = Choose a time zone
zone-now = { $clock } now

button-send-now = Send it now · { $date }
send-now-done = The post is on its way to { $channel }. If it turns out to be there already, it isn’t sent again; the history shows it.
posted-today = Today’s post was sent already, or is on its way. Look in the channel; **History** in `/daily manage` shows what became of it.
post-not-open = That post is on its way, was sent already or was cancelled. Open **History** again to see how it is now.
button-resume = Resume
button-daily-post = Edit
button-daily-options = More options
button-daily-preview = Preview
button-daily-test = Test post
button-daily-pause = Pause
button-daily-history = History
button-daily-list = All schedules
button-daily-back = Back
button-add-anyway = Add anyway
button-clear-role = Stop mentioning
button-clear-article = Use all articles
button-clear-zone = Use server’s time zone
button-clear-language = Use server’s language
button-clear-pauses = Remove pauses

daily-form-label = Add a daily post
daily-form-channel = Channel
    .description = A text or announcement channel, or an existing thread
daily-form-time = Time
    .description = Such as 8:00, 8:30 pm, 20:00 or 25:00
daily-form-days = Days
    .description = Such as weekdays, mon,wed, every 3 days or 1st and 15th; leave it empty for every day
daily-form-content = Content
    .description = What to post
daily-form-article = Article
    .description = Part of a title: the only article to post from (empty: all); in parts, one to put in the queue
daily-form-pauses = Pauses
    .description = First and last day of each, such as 28 Dec – 3 Jan; leave it empty for none
daily-form-style = Quotation style
    .description = Quotations as text or as pictures (cards)
daily-form-size = Size of the parts
    .description = How long each part is, for articles in parts
daily-form-zone = Time zone
    .description = A city or a name such as Europe/London; leave it empty for the server’s
daily-form-language = Language
    .description = The language of the posts
daily-form-language-server = the server’s language
daily-form-role = Role
    .description = A role to mention in each post
daily-form-thread = Threads
    .description = Whether each post gets a thread for talking about it
daily-form-thread-yes = a thread under each post
daily-form-thread-no = none
suggest-days-all = every day
suggest-days-weekdays = weekdays
suggest-days-weekend = weekends
suggest-days-other = every other day
suggest-days-three = every 3 days
suggest-days-month = 1st and 15th of each month
suggest-days-last = last day of each month
