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
cli-export = print what editors put right (corrections), of articles whose rights allow it: one JSON object a line
cli-rights = say why the text of a shared article (its number) may be exported
cli-no-title = (no title)
cli-quotes = Quotations: { $count }
cli-predictions = Predictions: { $count }
cli-added = added “{ $title }”
cli-refreshed = refreshed “{ $title }”
cli-known = already there: “{ $title }”

token-missing = There is no token. Put DISCORD_TOKEN=… into the file .env (the README says where to get it), or try `python -m bot demo`.
token-refused = Discord refused the token. Copy it again from the developer portal (Bot → Reset Token) into .env.
scope-missing = The bot may not register its commands. Invite it again with the scopes “bot” and “applications.commands”: { $link }
discord-unreachable = Discord can’t be reached. Check the network connection and start again.
file-missing = can’t be read; check the path and its permissions.
discord-refuses = Discord refuses this computer: { $reason }. Wait a while, or try from another network.
config-encoding = { $path } can’t be read: save it again as UTF-8.
config-log-level = LOG_LEVEL is “{ $level }”; use DEBUG, INFO, WARNING, ERROR or CRITICAL.
