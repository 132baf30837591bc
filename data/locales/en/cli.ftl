# The command line.

cli-description = Kotonoha helps a community read long articles a little every day.
cli-commands = commands
cli-run = run the bot on Discord (the default); needs DISCORD_TOKEN
cli-demo = try the bot on a simulated Discord in a local web page; needs no token
cli-language = language of the simulated server and its members
cli-port = port of the page (default: a free one)
cli-port-invalid = “{ $text }” is not a port I can use. Choose one from 1024 to 65535, or 0 for a free one.
cli-at-invalid = “{ $text }” is not a time of day. Write it like 08:59 or 08:59:50.
cli-keep = keep the database for the next run
cli-at = time of day at which the simulated clock starts
cli-no-browser = do not open a browser
cli-read = show what the bot finds in articles, without storing them
cli-json = print one JSON object per line
cli-source = a text, Markdown, HTML, EPUB or PDF file, or a web address
cli-import = add articles that every server can read; `import all FILE`: everything that `export all` wrote, into an empty database
cli-articles = list all articles
cli-article-id = number of an article in the list of `articles`
cli-remove = remove articles for good, from every server
cli-guilds = list the servers that the bot has data about
cli-guild-id = ID of the server
cli-leave = leave a server; works while the bot is running, too
cli-block = leave a server and stay out of it
cli-unblock = let the bot join a blocked server again
cli-forget = delete everything stored about a person, in every server
cli-user-id = Discord ID of the person
cli-new-key = carry on after losing the key to who voted; stop the bot first
cli-export = export everything, to move the bot; or editors’ corrections, or votes, of articles whose rights allow it
cli-export-corrections = print editors’ corrections, one JSON object per line
cli-export-votes = save votes as JSON Lines to train with, totals of forecasts, and a data card
cli-export-folder = folder to save them in (default: kotonoha-votes)
cli-exported = exported { $lines ->
        [one] 1 line
       *[other] { $lines } lines
    } to { $path }; the README.md beside it states their rights and limits.
cli-rights = set why the text of a shared article may be exported
cli-ground = its rights; none: no export
cli-no-title = (no title)
cli-quotes = Quotations: { $count }
cli-predictions = Predictions: { $count }
cli-added = added “{ $title }”
cli-refreshed = refreshed “{ $title }”
cli-article = #{ $id } · { $guild ->
        [shared] shared
       *[other] server { $guild }
    } · { $language } · { $title } · added { $added }{ $removed ->
        [no] { "" }
       *[other] { " · removed " }{ $removed }
    }
cli-articles-none = There are no articles in { $path } yet. The bot adds the ones it comes with when it starts.
cli-removed = removed for good: #{ $id } “{ $title }” ({ $guild ->
        [shared] shared with every server
       *[other] server { $guild }
    })
cli-removed-already = #{ $id } has already been removed for good; no other article has its text or address.
cli-removed-rest = Posts on Discord stay there. The bot deletes the copies it makes of the database after 30 days at the latest; copies of your own are yours to delete.
cli-guild = { $id } · articles: { $articles } · schedules: { $schedules }{ $left ->
        [no] { "" }
       *[other] { " · left " }{ $left }
    }{ $blocked ->
        [no] { "" }
       *[other] { " · blocked " }{ $blocked }
    }
cli-guilds-none = Nothing is stored about any server yet.
cli-left = left “{ $name }” ({ $id }). The server’s data will be deleted in 30 days. The bot can be invited again; `block` prevents that.
cli-blocked = blocked { $id }: the bot leaves as soon as it is invited there. The server’s data will be deleted in 30 days.
cli-blocked-left = left “{ $name }” ({ $id })
cli-blocked-absent = The bot is not in this server.
cli-blocked-later = The bot could not leave yet and will do so when it next starts: { $reason }
cli-unblocked = { $id } is no longer blocked. Anyone who manages the server can invite the bot again.
cli-forgotten = Everything stored about { $id } has been deleted, in every server. Copies that the bot made will be deleted within { $days } days; copies of your own are yours to delete.
cli-forgotten-none = Nothing is stored about { $id } in { $path }.
cli-new-key-done = The key beside the database is now in use. Votes stored under another key still count, but nobody can change them any more; places in articles and what people saved under it are lost, and so is who is named on a board and who wanted no cards of their messages.
cli-known = already there: “{ $title }”

token-missing = There is no token. Put DISCORD_TOKEN=… into .env (the README says how to get one), or try `python -m bot demo`.
token-refused = Discord rejected the token. Reset it in the developer portal (Bot → Reset Token) and put the new one into .env.
shards-too-few = Discord wants this bot to have more shards: one takes at most 2,500 servers. Start it again without SHARD_COUNT and SHARD_IDS, and it uses as many as Discord recommends; or set a larger SHARD_COUNT for all processes.
scope-missing = The bot is not allowed to register its commands. Invite it again with the scopes “bot” and “applications.commands”: { $link }
discord-unreachable = Discord can’t be reached. Check your network connection and try again.
article-unknown-id = There is no article #{ $id }. `python -m bot articles` lists them all.
article-not-shared = There is no shared article #{ $id }. `python -m bot articles` lists them all; the rights of a server’s own article are set by its editors.
article-id-invalid = “{ $text }” is not the number of an article. `python -m bot articles` lists them all.
guild-id-invalid = “{ $text }” is not a server ID, which has 17 to 20 digits. `python -m bot guilds` lists the servers that the bot has data about; with Discord’s developer mode on, right-click a server to copy its ID.
user-id-invalid = “{ $text }” is not a user ID, which has 17 to 20 digits. With Discord’s developer mode on, right-click a person to copy it.
guild-absent = The bot is not in a server with the ID { $id }. `python -m bot guilds` lists the servers that the bot has data about.
guild-not-blocked = { $id } is not blocked.
file-missing = can’t be read; check the path and its permissions.
discord-refuses = Discord refuses connections from this computer: { $reason }. Wait a while, or try from another network.
config-encoding = { $path } is not in UTF-8. Save it again as UTF-8.
file-forbidden = { $path } can’t be used: permission denied. Run this as the user the bot runs as.
config-owner = OWNER_ID is “{ $owner }”; it has to be your Discord user ID, a number. Discord copies it from your profile in developer mode.
config-shards = SHARD_COUNT is “{ $count }” and SHARD_IDS is “{ $ids }”. Set neither, or both: SHARD_COUNT to the number of all shards, SHARD_IDS to those that this process runs, counted from 0, such as 0-1 or 0,2.
config-path = I can’t tell which file “{ $path }” is: there is no such user or variable. Write the whole path.
config-log-level = LOG_LEVEL is “{ $level }”; use DEBUG, INFO, WARNING, ERROR or CRITICAL.
config-metrics = METRICS_PORT is “{ $port }”. Write a port such as 9100, which only this computer reaches, or an address with a port such as 0.0.0.0:9100.
config-model = { $setting } { $setting ->
    [LLM_URL] has to be the address of a language model’s API, such as http://127.0.0.1:11434/v1, without a name, a password or a key in it.
    [LLM_NAME] has to be what the language model is called at LLM_URL, in at most 100 characters.
   *[LLM_KEY] has to be the key for LLM_URL, without spaces. Leave it out where none is asked for.
}
config-model-end = LLM_URL has to end before /chat/completions, which the bot adds: it is an address such as http://127.0.0.1:11434/v1.
metrics-unreachable = Metrics can’t be offered at { $address }: { $reason }. Set METRICS_PORT to a port that no other process has; each process needs its own.
config-log-format = LOG_FORMAT is “{ $format }”; use text or json.
