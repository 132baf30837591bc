# What a person can put right: what happened, and what to do next.

guild-only = These commands work in servers. Please use them in a channel of a server I’m in.
editors-only = Only editors can do this: members with the Manage Server permission or the editors’ role. Ask one of them to do it, or have that role given to you. Members with Manage Server choose the role with `/settings`.
managers-only = Only members with Manage Server can choose or clear the editors’ role. Please ask one of them.
editors-everyone = The editors’ role can’t be @everyone. Please choose a role that only trusted members have.
editors-bot = That role belongs to a bot, and members can’t have it. Please choose another role.
cool-down = That was too fast. Please try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
unforeseen = Sorry, something went wrong on my side. Please try again; if it happens again, give whoever runs the bot this error id: `{ $number }`

library-empty = There is no article here yet. An editor can add one with `/article add`.
article-unknown = No article title here contains “{ $query }”. Choose one from the list that appears while you type, or look at `/article list`.
article-shared = That article is shared with every server, so whoever runs the bot decides about its rights. Please ask them to change it.
article-gone = That is no longer here: its article was removed, or has a new text. `/article list` shows what there is.
quotes-none = No quotation was found in what this server reads. Try `/summary`, or have an editor add an article with `/article add`.
quotes-none-in-article = No quotation was found in that article. Try `/summary` on it, or `/quote` without an article.
removed-none = There is no article to restore. Only hidden ones, and those removed in the last 7 days, can be. `/article list` shows what there is.
quotes-none-about = No quotation here contains “{ $about }”. Try another word or a shorter one, or look beyond quotations with `/search`.
quotes-no-other = This is the only quotation here. Read an article with `/summary`, or have an editor add one with `/article add`.
    .article = This is the only quotation in that article. Use `/quote` with another article, or without one.
    .about = No other quotation contains “{ $about }”. Use `/quote` with another word, or leave out `about`.
predictions-none = No prediction was found in what this server reads. Try `/summary` or `/quote`, or have an editor add an article with `/article add`.
predictions-none-in-article = No prediction was found in **{ $title }**. Try `/summary` or `/quote` on it.
unreviewed = This can’t be shown yet, because no editor has reviewed it. What an editor approves with `/article review` will appear here.
item-gone = That item is no longer here: its article was removed, or has a new text. `/article review` shows what there is.
review-nothing = Nothing was read out of **{ $title }** that could be reviewed. `/article list` shows the other articles.
name-not-in-article = “{ $name }” does not stand in the article’s text. Please type a name as the article writes it.
summary-none = **{ $title }** has no sentence that can stand alone as a summary. Try `/quote` or `/prediction` on it.

article-too-long = That text has { NUMBER($length) } characters; at most { NUMBER($limit) } can be read. Please split it into several articles.
article-no-sentences = I found no sentences in that. Please check that it holds the article’s text and add it again.
article-nothing = The form had no link, no file and no text. Please give one of them, with the button below or `/article add`.
refresh-gone = That is no longer open: the article was refreshed, removed or added again since. To refresh it, add it again with `/article add`.
date-unreadable = I can’t read “{ $text }” as a date, so nothing was added. Send the command again with year, month and day in `date`, like 2026-05-01.
link-invalid = That is not an address I can link to. Please give the whole address, beginning with https:// and without spaces or brackets. Nothing was added yet; if there was a file, please attach it again.
quota-articles = This server has reached its limit of { $limit } articles. Remove one with `/article remove`; there is room 7 days later, when it can no longer be restored.
quota-size = This server’s articles would take more than { $limit } MB. Add a shorter text, or remove some with `/article remove`; there is room 7 days later, when they can no longer be restored.
quota-day = This server has added { $limit } articles within 24 hours, which is the limit. Please try again in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
file-empty = That file is empty. Please choose a file with the article’s text.
file-binary = I can’t read that file as text. Please choose a text, Markdown or HTML file. For a PDF or Word file, paste its text instead.
file-too-large = That file is larger than { $limit } MB. Please choose a smaller one, or split the article.
file-unreadable = Discord did not hand me that file. Please attach it again.
time-unreadable = I can’t read “{ $text }” as a time. Type it like 8:00, 8:30 pm, 20:00 or 25:00 (1:00 am the next day).
time-ambiguous = “{ $text }” could mean noon or midnight. Please type 12:00 for noon or 0:00 for midnight.
days-unreadable = I can’t read “{ $text }” as days of the week. Type, for example, `every day`, `weekdays`, `weekends` or `mon,wed,fri`.
zone-unknown = I don’t know the time zone “{ $name }”. Choose one from the list that appears while you type a city or a country.

storage-busy = Another program is writing to my database, so nothing was saved; reading still works. Please try again in a moment.
storage-full = The disk is full, so nothing could be saved; what is there can still be read. Please tell whoever runs the bot to make room.
database-unwritable = The database { $path } can’t be written. Check the folder and its permissions, or set DATABASE_PATH.
database-not-sqlite = { $path } is not a database, or it is damaged. It was left as it is. Move it away, restore a copy, or set DATABASE_PATH.
database-foreign = { $path } is a database of another application. It was left as it is. Set DATABASE_PATH to another file.
database-newer = { $path } comes from a newer version of Kotonoha (database version { $version }; this program knows { $known }). It was left as it is. Update Kotonoha, or restore an older copy.
key-unreadable = The key to who voted, { $path }, can’t be read or made, or is damaged. It was left as it is. Check its owner and mode (0600), restore it from a copy, or move it away if there is none.
key-lost = The database has votes, but { $path } is not there, or is not the key they were given under. Put that key there, from the place this database came from or from a copy. If it is lost for good, run `python -m bot new-key`: the votes still count, but nobody can change theirs any more.
already-running = Another Kotonoha is running on this database: process { $process } on { $machine }. Stop that one first, or set DATABASE_PATH to another file.
lease-lost = Another Kotonoha has taken over this database, so this one stops. Run only one at a time, and start this one again when the other has ended.
