# What the host is told about the state of the bot: `health` and `doctor`, and Check in /settings.

cli-health = say in one line whether the running bot is well (exit code 0 or 1)

health-well = The bot is well.
health-none = The bot isn’t running on this database.
health-stopped = Process { $process } has shown no sign of life for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }. It has died or hangs; start it again.
health-gateway = Discord has not answered on shard { $shard } for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.
health-tick = The bot has not looked for posts that are due for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.
health-due = A post has been due for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    } and has not been sent.
database-unreadable = The database { $path } can’t be read: { $reason }. Run this as the user the bot runs as.
database-version = The database { $path } is at version { $version }; this program knows { $known }. Run the version that the bot runs, or start the bot once to update the database.

cli-doctor = check the bot, its machine and its application at Discord, and say what to do (exit code 0 or 1)
cli-doctor-json = print one JSON object
doctor-sum = To mend: { $mend }. Could not be checked: { $unknown }.

doctor-line = { $name }: { $result }
doctor-unknown = could not be checked ({ $reason })
    .remedy = Check it again later; if it stays like this, check the network and what stands above.
doctor-token = Token
doctor-token-fine = Discord takes it; the bot is { $name }.
doctor-token-missing = There is none.
    .remedy = Put DISCORD_TOKEN=… into .env. The README says how to get one.
doctor-token-refused = Discord rejects it.
    .remedy = Reset the token in the developer portal (Bot → Reset Token) and put the new one into .env.
doctor-scopes = Scopes
doctor-scopes-fine = The bot may register its commands, and may be invited.
doctor-scopes-missing = The bot may not register its commands.
    .remedy = Invite it again with the scopes “bot” and “applications.commands”; the log has the link.
doctor-scopes-grant = “Requires OAuth2 Code Grant” is on, so nobody can invite the bot.
    .remedy = Switch it off in the developer portal (Bot).
doctor-accounts = Accounts
doctor-accounts-fine = People may add the bot to their account.
doctor-accounts-off = People can’t add the bot to their account. If they should, switch on User Install in the developer portal (Installation), and start the bot again.
doctor-intents = Intents
doctor-intents-fine = The application has all that the bot asks for.
doctor-intents-missing = The application lacks { $names }.
    .remedy = Switch them on in the developer portal (Bot → Privileged Gateway Intents).
doctor-shards = Shards
doctor-shards-fine = { $count } for { $servers } servers (Discord recommends { $recommended }); { $left } of { $total } starts are left today.
doctor-shards-few = { $count } for { $servers } servers, but one takes at most 2,500 (Discord recommends { $recommended }).
    .remedy = Raise SHARD_COUNT for all processes, or start one without SHARD_COUNT and SHARD_IDS.
doctor-shards-starts = Only { $left } of { $total } starts are left today, fewer than the shards to start ({ $count }).
    .remedy = Don’t restart the bot until tomorrow, and find out what restarted it so often.
doctor-clock = Clock
doctor-clock-fine = right within { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }
doctor-clock-ahead = { $seconds } seconds ahead of Discord’s
    .remedy = Have the computer set its clock from the network (on Linux: timedatectl set-ntp true).
doctor-clock-behind = { $seconds } seconds behind Discord’s
    .remedy = Have the computer set its clock from the network (on Linux: timedatectl set-ntp true).
doctor-commands = Commands
doctor-commands-fine = Discord knows them as the bot registered them ({ $count }).
doctor-commands-none = The bot has not registered them yet.
doctor-commands-changed = Discord knows other ones than the bot registered ({ $count }).
    .remedy = Restart the bot, which registers them. If it happens again, another program uses the same token: reset the token.
doctor-channels = Channels of schedules
doctor-channels-fine = The bot may post for all schedules ({ $count }).
doctor-channels-none = There are no schedules.
doctor-channels-wrong = The bot may not post as it should in { $wrong } (of { $count } schedules{ $unasked ->
        [0] {""}
       *[other] ; { $unasked } could not be asked about
    }).
    .remedy = Mend what stands below; /daily manage shows it, too.
doctor-channels-unasked = { $unasked } of { $count } schedules could not be asked about; the others are fine.
    .remedy = Check again later.
doctor-channel = Channel
doctor-channel-wrong = { $channel } (server { $guild }): { $problems }
    .remedy = Have somebody who manages that server mend the permissions, or move the schedule.
doctor-tzdata = Time zones
doctor-tzdata-fine = tzdata { $version }
doctor-tzdata-old = tzdata { $version } is old: some clocks may change on other days by now.
    .remedy = Update Kotonoha, or run .venv/bin/pip install --upgrade tzdata, and restart the bot.
doctor-tzdata-unusable = tzdata { $version } can’t be read.
    .remedy = Install Kotonoha again.
doctor-fonts = Fonts
doctor-fonts-fine = Cards can be drawn.
doctor-fonts-unusable = The fonts of cards can’t be used ({ $reason }).
    .remedy = Install Kotonoha again.
doctor-disk = Disk
doctor-disk-fine = { $free } MB are free.
doctor-disk-full = Only { $free } MB are free; { $wanted } MB are wanted, for copies of the database, too.
    .remedy = Make room on that disk.
doctor-database = Database
doctor-database-fine = whole; { $size } KB, version { $version }
doctor-database-missing = { $path } isn’t there yet; the bot makes it when it starts.
doctor-database-unusable = { $path } can’t be read, or is no database of this application.
    .remedy = Check DATABASE_PATH, and run this as the user the bot runs as.
doctor-database-damaged = { $path } is damaged.
    .remedy = Stop the bot and restore a copy, as docs/DATA.md says.
doctor-version = Version of the database
doctor-version-older = { $version }; this program knows { $known }.
    .remedy = Start the bot, which copies and updates the database.
doctor-version-newer = { $version }; this program knows only { $known }.
    .remedy = Update Kotonoha, or restore an older copy, as docs/HOSTING.md says.
doctor-writable = Writing
doctor-writable-fine = The database can be written.
doctor-writable-busy = Another process is writing to the database and doesn’t end.
    .remedy = Find a process of the bot that was suspended; continue it (kill -CONT) or end it.
doctor-writable-refused = The database or its folder can’t be written.
    .remedy = Give both to the user the bot runs as, and run this as that user.
doctor-key = Key of votes
doctor-key-fine = It fits the database. It is in none of the copies: keep one copy of { $path }, once, in another place.
doctor-key-none = There is none yet; it is made when the bot starts.
doctor-key-lost = { $path } is missing or belongs to another database.
    .remedy = Put the right one back from its copy, or run `python -m bot new-key` if there is none.
doctor-key-unreadable = { $path } can’t be read, or is no key.
    .remedy = Run this as the user the bot runs as; if it is the same, put the key back from its copy.
doctor-private = Files
doctor-private-fine = Other users of this computer can read neither the settings nor the database nor its key.
doctor-private-open = Other users of this computer can read { $files }.
    .remedy = chmod 600 { $files }
doctor-process = Process
doctor-process-fine = running: { $count }
doctor-process-none = The bot isn’t running.
doctor-process-stopped = A process has shown no sign of life for { $seconds } seconds.
    .remedy = Look at the end of its log, and start the bot again.
doctor-gateway = Gateway
doctor-gateway-fine = Discord answered { $seconds } seconds ago (shards: { $shards }).
doctor-gateway-none = nothing to say while the bot isn’t running
doctor-gateway-silent = Discord has not answered on shard { $shard } for { $seconds } seconds.
    .remedy = See whether Discord has an outage (discordstatus.com); otherwise check the network and restart the bot.
doctor-tick = Look for due posts
doctor-tick-fine = { $seconds } seconds ago
doctor-tick-none = no process looks for them
    .remedy = Wait 15 seconds: another process takes over. Otherwise look at the log.
doctor-tick-late = the last one { $seconds } seconds ago
    .remedy = Look at the log, and restart the bot.
doctor-due = Posts that are due
doctor-due-none = none
doctor-due-fine = the oldest for { $seconds } seconds
doctor-due-waiting = the oldest for { $seconds } seconds; they go out, or are noted as missed, when the bot runs.
doctor-due-late = the oldest for { $seconds } seconds
    .remedy = Look at the log, which says why they aren’t sent.
doctor-post = Last post
doctor-post-none = none yet
doctor-post-sent = { $at }
doctor-feeds = Feeds
doctor-feeds-fine = subscribed to: { $count }; paused: { $paused }; can’t be read now: { $failing }
doctor-feeds-none = There are none.
doctor-feeds-failing = None of those that aren’t paused can be read now ({ $failing }).
    .remedy = /article manage says why, under Feeds. If it is the same for all, see whether the bot’s computer reaches the web.
doctor-error = Last error
doctor-error-none = none since the start
doctor-error-time = { $at }
    .remedy = Whoever runs the bot finds it in the log.
doctor-error-logged = { $at }, { $logger }: { $message }
    .remedy = Look at the log of that time. After a day without another error this line is green again.
doctor-backup = Last verified copy
doctor-backup-made = { $at }
doctor-backup-new = none yet; there is little to lose so far
doctor-backup-none = none
    .remedy = Keep the bot running overnight, or make one now with `python -m bot backup`.
doctor-backup-old = { $at }
    .remedy = The log says why there is no newer one. Make one now with `python -m bot backup`.
doctor-meaning = Search by meaning
doctor-meaning-fine = It is installed, and no sentence waits for a vector.
doctor-meaning-waiting = It is installed; { $waiting ->
        [one] 1 sentence still waits for a vector
       *[other] { $waiting } sentences still wait for vectors
    }. They are made while the bot runs; where that fails, its log says why.
doctor-meaning-none = It isn’t installed, which is fine; docs/HOSTING.md says what it is.
doctor-model = Language model
doctor-model-fine = { $host } answers, and has { $name }.
doctor-model-unlisted = { $host } answers, but doesn’t list { $name }. Some APIs take names that they don’t list; if /ask shows nothing from it, check LLM_NAME.
doctor-model-none = None is set up, which is fine; docs/HOSTING.md says what it is for.
doctor-model-silent = { $host } doesn’t answer ({ $reason }).
    .remedy = See whether it runs there and can be reached from this computer, and check LLM_URL.
doctor-model-key = { $host } refuses the key, or wants one ({ $reason }).
    .remedy = Check LLM_KEY.
doctor-model-other = { $host } answers, but doesn’t say which models it has ({ $reason }).
    .remedy = Check LLM_URL, which ends in /v1 for most APIs. Not every API lists its models: if /ask shows what it writes, all is well.

button-check = Check
check-label = Check
check-fine = Everything else is fine: { $names }.
check-joined = { ", " }
