# Daily posts.

schedule-exists = Nothing was added: this schedule is already here, and posts at its next time. If you want the same post twice, add it anyway.
schedules-none = There are no schedules yet. Add one with `/daily add`, or with the guided start below.
schedules-full = A server can have up to { $limit } schedules. Please remove one with `/daily remove` first.
schedule-which = There is more than one schedule. Use the command again and choose one in the `schedule` option.
schedule-there-already = The schedule already posts in that channel. Choose another channel with `/daily move`.
schedules-removed-none = There is no schedule to restore. Only schedules removed in the last 7 days can be restored. `/daily list` shows the current ones.
schedule-unknown = I can’t find that schedule. Choose one from the list that appears while you type, or look at `/daily list`.
    .removed = I can’t find that removed schedule. Choose one from the list that appears while you type.
schedule-gone = That schedule no longer exists. `/daily list` shows the current ones.
schedule-nothing-to-change = Nothing was changed. Use `/daily edit` again with the options you want to change, such as `time` or `content`.
role-everyone = @everyone can’t be mentioned. Please choose a role for members who want to be notified.
channel-kind = I can’t post there. Choose a text channel, an announcement channel or an existing thread.
discord-silent = I couldn’t check that channel with Discord, so nothing was changed. Please try again in a moment.

daily-list-label = Daily posts · { $count } (up to { $limit })
daily-added-label = Schedule added
daily-exists-label = Schedule already here
daily-changed-label = Schedule changed
daily-moved-label = Schedule moved
daily-paused-label = Schedule paused
daily-resumed-label = Schedule resumed
daily-removed-label = Schedule removed
daily-restored-label = Schedule restored
daily-added-hint = `/daily test` sends a test post now; `/daily preview` shows what comes next.{ $alone ->
    [true] { "" }
   *[false] { " " }In both, choose this schedule in the option `schedule`.
}
daily-removed-hint = You can restore it with the button below or `/daily restore` until { $until }.
daily-paused-hint = Resume it with the button below or `/daily resume`. Posts that are due while it is paused will not be sent later.

daily-time = **{ $time }**
daily-time-next-day = **{ $time }** ({ $clock } the next day)
daily-head = { $channel } · { $time } · { $days }
daily-joined = { "" } · { "" }
daily-hidden-channel = (a channel you can’t see)
daily-what = **Content:** { $content }
daily-style = **Quotation style:** { $style }
daily-article = **Article:** { $title }
daily-article-lost = removed or hidden
daily-zone = **Time zone:** { $zone }
daily-language = **Language:** { $language }
daily-role = **Mentions:** { $role }
daily-due = **Next due:** { $date }, { $clock } ({ $relative })
daily-next = **Next:** { $date }, { $clock } ({ $relative })
daily-waits = **Next:** paused
daily-trouble = ⚠️ **Can’t post**
daily-as-text = ⚠️ **Posting text instead of cards**
    .end = Once I have the permission, I will post cards again.
daily-trouble-ends = It will resume automatically at { $until }.
daily-resumes = Once that is fixed, it will resume automatically.
daily-stalled = Posting stalled and was restarted at { $at }.

days-all = every day
days-weekdays = weekdays
days-weekend = weekends
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

content-prediction = prediction
content-prediction-of-the-day = prediction of the day
content-quote = quotation
content-summary = summary
content-mixed = mixed (prediction, quotation and summary in turn)

preview-label = Preview · next { $count } posts ({ $zone })
preview-paused = This schedule is paused. If you resume it now, this is what it will post.
preview-line = - **{ $date }, { $clock }**
preview-mixed = { $line } { $content }
preview-gap = ⏰ clocks go forward: { $time } does not exist, so it posts at this time
preview-repeated = ⏰ clocks go back: it posts at the first { $time }
preview-changed = ⏰ clocks change on this day
preview-decided = Already decided: { $text }
preview-hint = Each post is chosen when it is due. If the prediction of the day has already been decided, it is shown here.

test-sent = A test post is on its way to { $channel }. It is marked as a test and mentions no role. `/daily history` shows whether it arrived.

history-label = Post history ({ $zone })
history-none = Nothing has been posted yet. Send a test post with `/daily test`.
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
permission-embed = Embed Links
permission-attach = Attach Files
permission-history = Read Message History
problem-ping = I can’t mention the chosen role.
    .action = Turn on “Allow anyone to @mention this role” in the role’s settings, or choose another role with `/daily edit`.
problem-ping-person = You can’t mention that role yourself.
    .action = Choose a role that you can mention, or ask someone who can.
problem-role-gone = The role to mention was deleted.
    .action = Choose another role with `/daily edit`, or stop mentioning one.
problem-channel-gone = The channel was deleted.
    .action = Choose another one; for a schedule, with `/daily move`.
problem-thread-locked = The thread is locked.
    .action = Unlock it, or choose another channel with `/daily move`.
problem-thread-archived = The thread is archived.
    .action = Unarchive it, or choose another channel with `/daily move`.
problem-timed-out = I’m in a timeout.
    .action = Remove my timeout, or wait until it ends.
problem-guild-gone = I’m no longer a member of this server.
    .action = Invite me again.
problem-rejected = Discord did not accept the post’s content.
    .action = Please tell whoever runs the bot. I will try again at the next scheduled time.
problem-nothing-to-post = There was nothing to post.
    .action = Add an article with `/article add`, approve what was found with `/article review`, put an article into the queue of a schedule that posts articles in parts, or choose other content with `/daily edit`.
problem-article-gone = The chosen article was removed or hidden.
    .action = Restore it with `/article restore`, or choose another one with `/daily edit`.

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
}**Send it now** below `/daily history` still sends it.
owner-storage-damaged = The database is damaged. Nothing is saved and no daily posts go out until you stop the bot and restore a copy; docs/DATA.md says how.
owner-lost = Server { $server }, post of { $at } (UTC): { $outcome ->
    [missed] not sent in time.
    [unknown] nobody can tell whether it arrived.
   *[internal] not sent, because of an error in the bot; see the log.
} { $earlier ->
    [0] { "" }
    [one] One before it was lost, too.
   *[other] { $earlier } before it were lost, too.
}
notice-more = …and { $count } more. `/daily list` and `/daily history` show them.
notice-what = This was the post for { $channel } at { $time } ({ $days }). The schedule is still there.
notice-what-hidden = This was the post at { $time } ({ $days }). The schedule is still there.
notice-server = Server: { $server }

zone-wanted-label = Choose this server’s time zone
zone-wanted = Once you choose, the schedule for { $channel } at { $time } is added. If your time zone is not listed, set it with the `time-zone` option of `/settings`, then add the schedule again.
zone-wanted-placeholder = Choose a time zone
zone-now = { $clock } now

button-send-now = Send it now · { $date }
send-now-done = The post is on its way to { $channel }. If it turns out to be there already, it isn’t sent again; `/daily history` shows it.
post-not-open = That post is on its way, was sent already or was cancelled. `/daily history` shows how it is now.
button-resume = Resume
button-add-anyway = Add anyway
button-clear-role = Stop mentioning
button-clear-article = Use all articles
button-clear-zone = Use server’s time zone
button-clear-language = Use server’s language
suggest-days-all = every day
suggest-days-weekdays = weekdays
suggest-days-weekend = weekends
