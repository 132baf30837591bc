# Moving everything to another bot: `export all` and `import all`.

cli-export-all = write everything into one file, to move the bot; works while the bot is running, too
cli-export-file = the new file, such as kotonoha.zip
cli-import-yes = with `all`: do not ask what becomes of votes and forecasts without their key

cli-moved-out = Exported everything to { $path } (servers with settings: { $guild }, articles: { $article }, schedules: { $schedule }, votes: { $vote }).
cli-moved-key = The key to who voted is not in it. Carry { $path } there by another way than this file, and put it beside the new database before `import all`: without it, nobody can change or delete their votes and forecasts there.
cli-moved-keep = The file has people’s IDs and articles in it, and what people delete from now on stays in it. Delete it once it is imported, after { $days } days at the latest.
cli-moved-ask = The key { $path } is not there. Without it, what people gave (votes: { $votes }, forecasts and their changes: { $forecasts }) counts on as totals, but nobody can change or delete theirs any more, not even with the key later{ $places ->
        [0] { "" }
       *[other] , and where people stopped reading, what they saved and who is named on a board are left out
    }. Import it without the key? (yes/no)
cli-moved-in = Imported { $file }, exported at { $at } UTC, to { $path } (servers with settings: { $guild }, articles: { $article }, schedules: { $schedule }, votes: { $vote }).
cli-moved-totals = Votes and forecasts count on as totals that belong to nobody; whoever gave them can vote once more, and who was named on a board has to agree again. Who wanted no cards of their messages has to say so again. The bot makes a new key when it starts.
cli-moved-next = Make sure that the bot you moved from is stopped, and start this one. Posts that were due before now are looked for in their channels; those that aren’t there count as missed, and editors can send them with `/daily manage`. Then delete the file.
cli-import-all-one = After `import all` comes one file, the one that `export all` wrote. (An article in a file called “all” is `import ./all`.)
cli-import-zip = is an archive, not an article. If `export all` wrote it, use `python -m bot import all`; otherwise take the articles out of it first.

move-exists = { $path } is already there, and was left as it is. Choose another name, or delete that file first.
move-unwritable = { $path } can’t be written. Check that its folder exists and belongs to you, and that the disk isn’t full.
move-missing = { $path } can’t be read. Check the path and its permissions.
move-broken = { $path } is not a whole file that `export all` wrote: it is damaged, was changed, or is something else. Nothing was imported. Copy it once more, or export it again.
move-newer = This file comes from a newer version of Kotonoha. Nothing was imported. Update Kotonoha here, and import it again.
move-unknown = The file has something in it that this version doesn’t know: { $name }. Nothing was imported. Install the version of Kotonoha here that exported it, or a newer one.
move-not-empty = { $path } isn’t empty, and everything can only be imported into an empty database. Nothing was imported. Move that file away, with { $path }-wal if there is one, or set DATABASE_PATH to a new one.
move-key-wrong = The key { $path } is not the one that votes, places in articles, what people saved and forecasts were stored under. Nothing was imported. Put the right key in its place; or, if there is none any more, move this one away: votes and forecasts then count on as totals that belong to nobody.
move-full = There is no room in { $path } for what is in the file. Nothing was imported. Make some, or set DATABASE_PATH.
