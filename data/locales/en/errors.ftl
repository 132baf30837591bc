# What a person can put right: what happened, and what to do next.

guild-only = These commands only work in servers. Please use them in a channel of a server I’m in.
editors-only = Only editors can do this: members with the Manage Server permission or the editors’ role. Ask one of them to do it, or ask for the role. Members with Manage Server choose it with `/settings`.
managers-only = Only members with Manage Server can choose or clear the editors’ role. Please ask one of them.
editors-everyone = The editors’ role can’t be @everyone. Please choose a role that only trusted members have.
editors-bot = That role belongs to a bot, and members can’t have it. Please choose another role.
cool-down = Each person can use { $rate } commands and buttons in { $period } seconds. The next one is possible in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
cool-down-cards = Each person can have { $rate } cards a minute. The next one is possible in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
cool-down-card-posts = Each person can post { $rate } cards a minute. You can post the next one in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
button-stale = This button comes from an earlier version and no longer works. Please use the command again; `/help` shows all of them.
unforeseen = Sorry, something went wrong on my side. Please try again. If it keeps happening, give this error ID to whoever runs the bot: `{ $number }`
answer-lost = The connection to Discord failed while I was answering. Please try again. If you were changing something, check first whether it was saved.
form-late = Sorry, that took too long, so the form couldn’t be opened. Please try again.
command-outdated = This command has just changed, and Discord still offers its earlier form. Please try again in a few minutes. If that doesn’t help, restart Discord.

library-empty = There are no articles here yet. An editor can add one with `/article add`.
article-unknown = No article title contains “{ $query }”. Choose one from the list that appears while you type, or look at `/articles`.
article-gone = That is no longer available: its article was removed or has a new text. `/articles` shows the current ones.
place-gone = The article has changed since, and I can’t tell where this sentence is in it now. Please use `/search` or `/ask` again.
quotes-none = No quotations were found in this server’s articles. Try `/summary`, or ask an editor to add an article with `/article add`.
quotes-none-in-article = No quotations were found in that article. Try `/summary` with it, or `/quote` without an article.
quotes-none-about = No quotation contains “{ $about }”. Try another or a shorter word, or use `/search` to look beyond quotations.
quotes-no-other = This is the only quotation here. Read an article with `/summary`, or ask an editor to add one with `/article add`.
    .article = This is the only quotation in that article. Use `/quote` with another article, or without one.
    .about = No other quotation contains “{ $about }”. Use `/quote` with another word, or leave out `about`.
predictions-none = No predictions were found in this server’s articles. Try `/summary` or `/quote`, or ask an editor to add an article with `/article add`.
predictions-none-in-article = No predictions were found in **{ $title }**. Try `/summary` or `/quote` with it.
unreviewed = This can’t be shown yet, because no editor has reviewed it. It will appear here once an editor approves it: with **Review** in `/article manage`.
item-gone = That item is no longer available: its article was removed or has a new text. `/article manage` leads to the current items.
items-full = An article keeps at most { $most } items of each kind, and this one has as many.
sentence-gone = That sentence can’t be used any more: the article has a new text. `/article manage` leads to the current items.
name-not-in-article = “{ $name }” does not appear in the article. Please type a name exactly as the article writes it.
review-date-unreadable = I can’t read “{ $text }” as a date, so nothing was changed. Press **Who and when** again and type year, month and day, such as 2026-05-01.
due-before-said = A prediction can’t be due before it was made, so nothing was changed. Press **Who and when** again and check both dates.
summary-none = No sentence of **{ $title }** can stand alone as a summary. Try `/quote` or `/prediction` with it.

article-too-long = That text is { $length } characters long; the limit is { $limit }. Please split it into several articles.
article-no-sentences = I found no sentences in that. Please check that it contains the article’s text, and add it again.
article-nothing = The form was empty. Please enter a link, a file or text, with the button below or `/article add`.
refresh-gone = This can’t be refreshed any more: the article has since been refreshed, removed or added again. To refresh it, add it again with `/article add`.
date-unreadable = I can’t read “{ $text }” as a date, so nothing was added. Use the command again with year, month and day in `date`, such as 2026-05-01.
link-of-message = That address leads to a message on Discord, which I can’t open from here. If that message has a link, please use the menu of the message instead, under *Apps*.
link-invalid = I can’t link to that address. Please enter the whole address, such as example.com/page, without spaces. Nothing has been added yet; if you attached a file, please attach it again.
quota-articles = This server has reached its limit of { $limit } articles. Remove one with `/article manage`; its place becomes free after 7 days, when it can no longer be restored.
    .members = This server has reached its limit of { $limit } articles, so nothing more can be suggested now. An editor can make room with `/article manage`.
quota-bytes = This server’s articles, with what is waiting to become one, would take up more than { $limit } MB. Add a shorter text, or remove some with `/article manage`; their space becomes free after 7 days, when they can no longer be restored.
    .members = There is too little space left in this server for more suggestions. An editor can make room with `/article manage`, by removing articles or deciding on what is suggested.
quota-fetches = This server has had { $limit } articles fetched or read within 24 hours, which is the limit; those that couldn’t be read and those already there count, too. Please try again in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
    .members = In this server, no more links that members suggest can be read now: within 24 hours there can be { $limit }, fewer if editors add much; those that couldn’t be read count, too. Please try again in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
feed-known = This server already subscribes to the feed “{ $title }”.
feed-limit = This server subscribes to { $limit } feeds, which is the limit. Please remove one first.
feed-gone = This server no longer subscribes to that feed.
feed-entry-gone = That entry no longer waits: somebody added or declined it or removed its feed, or it waited for too long.
queue-full = Too many articles are waiting to be read right now, so this one was not taken. Please add it again in a few minutes.
file-empty = That file is empty. Please choose a file with the article’s text.
file-binary = I can’t read that file as text. Please choose a text, Markdown, HTML, EPUB or PDF file. For a Word file, paste its text instead.
file-too-large = That file is larger than { $limit } MB. Please choose a smaller one, or split the article.
file-unreadable = I couldn’t get that file from Discord. Please attach it again.
book-broken = That EPUB is damaged: parts of the book can’t be read. Please download it again, or convert it to EPUB anew (Calibre can do that), and add that file.
book-protected = That book has copy protection (DRM), so I can’t read it. Please choose an edition without it, or paste the passages that you may share.
book-no-text = That EPUB has pictures and next to no text. Please choose an edition with text.
book-fixed = That EPUB has a fixed layout, and I can’t be sure how its lines go together. Please choose an edition whose text flows, or add the text as a file.
pdf-broken = That PDF is damaged, so I can’t read all of it. Please download it again, or open it and save it as a new PDF, and add that file.
pdf-protected = That PDF is locked with a password. If you may, please open it, save it without the password, and add that file.
pdf-no-text = That PDF consists of pictures and has hardly any text: its pages seem to be scanned. Please have a program recognize the text (OCR), check it, and add it as a file.
pdf-vertical = That PDF has vertical lines, and I can’t be sure in which order to read them. Please add it as an EPUB or a text file.
pdf-garbled = That PDF says how its characters look, but not which they are, so I can’t read its text. Please add it in another form, such as an EPUB or a text file.
pdf-form = That PDF is a form that only Adobe’s programs can show. Please open it there, print it to a new PDF, and add that file.
subtitles-unknown = Of subtitles, I read SRT and WebVTT. Please convert that file to one of the two (Subtitle Edit can do that), and add it again.
time-unreadable = I can’t read “{ $text }” as a time. Type it like 8:00, 8:30 pm, 20:00 or 25:00 (1:00 am the next day).
time-ambiguous = “{ $text }” could mean noon or midnight. Please type 12:00 for noon or 0:00 for midnight.
days-unreadable = I can’t read “{ $text }” as days. Type, for example, `every day`, `weekdays`, `mon,wed,fri`, `every 3 days`, `1st and 15th` or `last day of the month`.
days-mixed = A schedule can have days of the week or days of the month, not both. Type, for example, `mon,wed,fri` or `1st and 15th`; for both, add a second schedule.
days-ambiguous = “{ $text }” could mean every { $count } days or every { $more } days. Please type `every { $count } days` or `every { $more } days`.
days-interval = There can be 1 to { $limit } days from one post to the next. Type, for example, `every 3 days`.
days-far = Days can be counted from a date that is less than a year away. Type, for example, `every 3 days from 5 Dec`.
pause-unreadable = I can’t read “{ $text }” as dates. Type the first and the last day of each pause, such as `28 Dec – 3 Jan` or `12/28–1/3, 2/11`; leave it empty for no pause.
pause-endless = A pause needs its last day, too, such as `28 Dec – 3 Jan`. To stop posts for as long as you like, press **Pause** in `/daily manage`.
pause-past = That pause is over already. Type dates that are still to come, such as `28 Dec – 3 Jan`.
pause-far = A pause has to end within a year. To stop posts for as long as you like, press **Pause** in `/daily manage`.
pauses-full = A schedule can have { $limit } pauses. Leave some out, or join those that are next to each other.
zone-several = “{ $name }” is used for the time of several places, which don’t all change their clocks alike. Type a city instead, such as one of these: { $zones }.
zone-unknown = I don’t know the time zone “{ $name }”. Type a larger city nearby, or a name such as Europe/London.

question-gone = That question is no longer available: it or its article was removed. `/forecast` shows the others.
question-not-outlook = Questions can only be about outlooks: what an article expects to happen. This is of another kind, or its kind is not certain. If that is wrong, correct it with **Review** in `/article manage`.
question-text = Please enter a question of up to { $limit } characters that can be answered with yes or no. Nothing was saved.
question-past = That date is over already, so nothing was saved. Please enter today’s date or a later one.
question-far = That date is more than { $years } years away, so nothing was saved. Please enter an earlier one.
question-limit = A prediction can have { $limit } questions, and this one has as many. To ask another, remove one that nobody has given a forecast on.
questions-full = This server has { $limit } questions that aren’t resolved yet, which is the most. Resolve some of them first, or remove some that nobody has given a forecast on, with `/article manage`.
question-has-forecasts = Somebody has given a forecast on that question, so it can’t be changed or removed any more. If it is no good, resolve it as void.
question-changed = Somebody else has resolved that question in the meantime, so nothing was saved. Please open it again and look at what they said first.
evidence-missing = Please enter a link or a note that shows what came of it. Nothing was saved.
evidence-long = A note can have { $limit } characters, so nothing was saved. Please shorten it.
undo-late = That result can’t be undone any more, since its 24 hours are over. If it is wrong, resolve the question anew.
objection-late = That result can’t be objected to any more: its 24 hours are over, or it was undone. If it is wrong, ask an editor to resolve the question anew.
objection-no-forecast = Only people who gave a forecast on a question can object to its result. If you think it is wrong, tell an editor.
objection-reason = Please say in up to { $limit } characters what is wrong with the result. Nothing was saved.
forecast-closed = That question is closed: it is due or was resolved, so no forecast can be given any more. `/forecast` shows the open ones.
forecast-changes = You have changed this forecast { $limit } times, which is as often as I keep. The last one stands. `/forecast` shows the other questions.
notice-objection = Somebody objected to the result of “{ $question }”. `/article manage` shows why. Within 24 hours of being entered, a result can be undone; later, the question can be resolved anew.

storage-busy = Another program is writing to my database, so nothing was saved; reading still works. Please try again in a moment.
storage-full = The disk is full, so nothing could be saved; what is there can still be read. Please tell whoever runs the bot to make room.
storage-damaged = My database is damaged, so I can’t answer, and no daily posts go out. Please tell whoever runs the bot to restore a copy of it.
database-unwritable = The database { $path } can’t be written. Check the folder and its permissions, or set DATABASE_PATH.
database-not-sqlite = { $path } is not a database, or it is damaged. It was left as it is. Move it away, restore a copy, or set DATABASE_PATH.
database-damaged = The database { $path } is damaged, so nothing was done with it. Move it away together with { $path }-wal and { $path }-shm, and put a copy in its place, as docs/DATA.md says.
database-log-foreign = { $path }-wal belongs to another copy of the database than { $path }; together they would damage it. Both were left as they are. If you have just restored a copy, move { $path }-wal and { $path }-shm away, and start again. Otherwise put the database back that was there before.
database-foreign = { $path } is a database of another application. It was left as it is. Set DATABASE_PATH to another file.
database-newer = { $path } comes from a newer version of Kotonoha (database version { $version }; this program knows { $known }). It was left as it is. Update Kotonoha, or restore an older copy.
key-unreadable = The key to who voted, { $path }, can’t be read or created, or is damaged. It was left as it is. Check its owner and mode (0600), restore it from a copy, or move it away if there is no copy.
key-lost = The database has votes, places in articles, what people saved, forecasts or people who want no cards of their messages, but the key these are stored under, { $path }, is missing or is a different one. Put the right key there, from where this database came from or from a copy. If it is lost for good, run `python -m bot new-key`: votes and forecasts still count, but nobody can change theirs or find their places and what they saved any more, and whoever wants no cards has to say so again.
already-running = Another Kotonoha is running on this database: process { $process } on { $machine }. Stop that one first, or set DATABASE_PATH to another file.
shards-taken = Process { $process } on { $machine } runs some of these shards on this database already. Give each process SHARD_IDS of its own, and all of them the same SHARD_COUNT; a process without them runs all shards.
lease-lost = Another Kotonoha has taken this one’s place on the database, so this one stops. To use this one, stop the other first. Several can run only if each has shards of its own.
database-held = A process is in the middle of writing to this database and does not get any further: it may have been suspended. The bot on it is process { $process } on { $machine }. Let it go on (kill -CONT { $process }) or end it (kill -KILL { $process }), then start this one again.
write-stalled = This process stood still for { $seconds } seconds in the middle of a write, and no other could use the database meanwhile. It ends now, so that another can take its place; start it again if none does.
