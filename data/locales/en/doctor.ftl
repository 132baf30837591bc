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
database-missing = There is no database { $path } yet. The bot makes it when it starts; if there should be one, check DATABASE_PATH.
database-unreadable = The database { $path } can’t be read: { $reason }. Run this as the user the bot runs as.
database-version = The database { $path } is at version { $version }; this program knows { $known }. Run the version that the bot runs, or start the bot once to update the database.
