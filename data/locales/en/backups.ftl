# Copies of the database: the command line, and what the owner of the bot is told.

cli-backup = copy the database now; works while the bot is running, too
cli-drill = also restore the copy in a temporary folder, and see that it answers 22 questions as the database does
cli-backups = list the copies, and check each of them
cli-restore = put a copy in the place of the database; stop the bot first
cli-copy = a copy, or its name in the list of `backups`
cli-yes = do not ask
cli-yes-word = yes

cli-backup-made = Copied and checked: { $path } ({ $size } MB)
cli-backup-key = The key to who voted is not in the copy. Keep one copy of { $path }, once, in another place than the copies of the database.
cli-drill-same = Restored it in a temporary folder: all { $count } questions were answered as by the database.
cli-drill-differs = The restored copy answers { $count ->
        [one] a question
       *[other] { $count } questions
    } differently: { $names }. Please report this as a bug.

cli-backups-line = { $at } UTC · { $size } MB · { $state ->
        [verified] verified
       *[damaged] DAMAGED, delete it
    } · { $path }
cli-backups-none = There are no copies in { $path } yet. The bot makes one each night while it runs; `python -m bot backup` makes one now.

cli-restore-ask = { $file } is whole and can be restored. What was stored in { $path } since it was made will be gone; that file is kept. Restore it? (yes/no)
cli-restore-not = Nothing was changed.
cli-restored = Restored { $file } to { $path }.
cli-restored-kept = The database that was there is now { $path }. The bot deletes it after { $days } days.
cli-restored-deletions = { $count ->
        [one] One deletion
       *[other] { $count } deletions
    } made since the copy was done again.
cli-restored-deletions-unknown = The earlier database could not be read, or there was none: what people had deleted since the copy was made is back. Tell them, so that they can delete it again, or do it with `forget` and `remove`.
cli-restored-key = The key votes, places in articles, what people saved and forecasts were stored under is not there: { $path }. Put your copy of it there before you start the bot. Without it, `python -m bot new-key` lets the bot start; votes and forecasts still count, but nobody can change or delete theirs any more, and readers’ places and what people saved are lost.
cli-restored-posts = Start the bot. Posts that were due before now are looked for in their channels; those that aren’t there count as missed, and editors can send them with `/daily manage`.

copy-missing = There is no file { $path }. `python -m bot backups` lists the copies.
copy-foreign = { $path } is not a copy of Kotonoha’s database. It was left as it is. `python -m bot backups` lists the copies.
database-missing = There is no database { $path }. The bot makes one when it starts; otherwise set DATABASE_PATH.
database-older = { $path } is of an earlier version of Kotonoha (database version { $version }; this one is { $known }). Start the bot once: it updates the database, and leaves a copy beside it.
restore-running = The bot is running on this database (process { $process } on { $machine }). Stop it first; one that crashed counts as stopped after 15 seconds.
backup-unwritable = A copy can’t be written to { $path }. Check that the folder exists, belongs to you, and that the disk isn’t full, or set BACKUP_PATH.
backup-full = There is no room for a copy in { $path }. Make some, or set BACKUP_PATH.
backup-wrong = The copy in { $path } was not right, and was deleted. Perhaps a disk is failing: try another one with BACKUP_PATH, and see whether the bot starts, which checks the database.
backup-failed = { $path } is not a whole copy: it is damaged, or lacks data. It was left as it is. Choose another one; `python -m bot backups` checks them all.

owner-backup-failed = Last night’s copy of the database could not be made: { $reason ->
        [backup-unwritable] the folder for copies can’t be written.
        [backup-full] the disk is full.
        [backup-wrong] the copy was not right. Perhaps a disk is failing.
       *[other] the log says why.
    } I try again every hour, and tell you only once. `python -m bot backup` tries it now.
