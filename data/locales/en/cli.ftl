# The command line.

cli-description = Kotonoha helps a community read long articles a little every day.
cli-run = run the bot on Discord (the default); needs DISCORD_TOKEN
cli-demo = try the bot on a simulated Discord in a local web page; needs no token
cli-language = language of the simulated people and server
cli-port = port of the page (a free one if left out)
cli-keep = keep the database for the next time
cli-at = simulated time of day to begin at
cli-no-browser = do not open the browser
cli-read = show what is read out of texts, Markdown, saved pages or addresses
cli-json = print one JSON object a line
cli-import = store articles for every server
cli-articles = list all articles
cli-remove = remove articles for good, in every server
cli-guilds = list the servers that something is stored of
cli-leave = leave a server; works while the bot runs
cli-block = leave a server and stay out of it
cli-unblock = let the bot into a blocked server again
cli-forget = delete what is stored about a person, in every server
cli-new-key = go on without the lost key to who voted; not while the bot runs
cli-export = write down what editors put right, or votes, of articles whose rights allow it
cli-export-corrections = print what editors put right: one JSON object a line
cli-export-votes = save what votes came to as JSON Lines to train with, and a data card
cli-export-folder = the folder to save them in (kotonoha-votes if left out)
cli-exported = exported to { $path }, lines: { NUMBER($lines) }. Rights and limits are in the README.md beside it.
cli-rights = say why the text of a shared article (its number) may be exported
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
cli-articles-none = There is no article in { $path } yet. The bot stores those that come with it when it starts.
cli-removed = removed for good: #{ $id } “{ $title }” ({ $guild ->
        [shared] shared with every server
       *[other] server { $guild }
    })
cli-removed-already = #{ $id } was removed for good already; nothing else has its text or address.
cli-removed-rest = What was posted on Discord stays there. The bot deletes its copies of the database (….before-N) 30 days after they were made; copies of your own are yours to delete.
cli-guild = { $id } · articles: { $articles } · schedules: { $schedules }{ $left ->
        [no] { "" }
       *[other] { " · left " }{ $left }
    }{ $blocked ->
        [no] { "" }
       *[other] { " · blocked " }{ $blocked }
    }
cli-guilds-none = Nothing is stored of any server yet.
cli-left = left “{ $name }” ({ $id }); what is stored of it goes after 30 days. It can be invited there again; `block` prevents that.
cli-blocked = blocked { $id }: the bot leaves it whenever it is invited there; what is stored of it goes after 30 days.
cli-blocked-left = left “{ $name }” ({ $id })
cli-blocked-absent = The bot is not in it now.
cli-blocked-later = The bot could not leave it now, and does so when it starts next:
cli-unblocked = { $id } is no longer blocked. Whoever manages it can invite the bot again.
cli-forgotten = What was stored about { $id } is deleted, in every server. Copies that the bot made before updates go within { $days } days; delete your own.
cli-forgotten-none = Nothing is stored about { $id } in { $path }.
cli-new-key-done = The key beside the database is in force. Votes that were given under another one still count, but nobody can change them any more.
cli-known = already there: “{ $title }”

token-missing = There is no token. Put DISCORD_TOKEN=… into the file .env (the README says where to get it), or try `python -m bot demo`.
token-refused = Discord refused the token. Copy it again from the developer portal (Bot → Reset Token) into .env.
scope-missing = The bot may not register its commands. Invite it again with the scopes “bot” and “applications.commands”: { $link }
discord-unreachable = Discord can’t be reached. Check the network connection and try again.
article-unknown-id = There is no article #{ $id }. `python -m bot articles` lists them all.
article-not-shared = There is no article #{ $id } that every server reads. `python -m bot articles` lists them all; the rights of a server’s own article are its editors’ to set.
article-id-invalid = “{ $text }” is not an article’s number. `python -m bot articles` lists them all.
guild-id-invalid = “{ $text }” is not a server’s id, which has 17 to 20 digits. `python -m bot guilds` lists those that something is stored of; in Discord’s developer mode a right-click on a server copies its id.
user-id-invalid = “{ $text }” is not a person’s id, which has 17 to 20 digits. In Discord’s developer mode a right-click on a person copies it.
guild-absent = The bot is not in a server with the id { $id }. `python -m bot guilds` lists those that something is stored of.
guild-not-blocked = { $id } is not blocked.
file-missing = can’t be read; check the path and its permissions.
discord-refuses = Discord refuses this computer: { $reason }. Wait a while, or try from another network.
config-encoding = { $path } can’t be read: save it again as UTF-8.
config-log-level = LOG_LEVEL is “{ $level }”; use DEBUG, INFO, WARNING, ERROR or CRITICAL.
