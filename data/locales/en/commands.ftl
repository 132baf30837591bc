# Names and descriptions of slash commands: at most 32 and 100 characters.

command-summary = summary
    .description = An article in its own sentences: one line, three lines, or section by section
    .article = article
    .article-description = Which article: choose one or type words of its title (newest if left out)
    .length = length
    .length-description = How long (three lines if left out)
    .length-line = one line
    .length-three = three lines
    .length-section = by section
    .private = private
    .private-description = Show the answer only to me

command-quote = quote
    .description = Something somebody said, as an article quotes it
    .article = article
    .article-description = Only from this article: choose one or type words of its title
    .about = about
    .about-description = Only with this word in it
    .private = private
    .private-description = Show the answer only to me

command-prediction = prediction
    .description = The prediction of the day, the same for everyone in this server
    .article = article
    .article-description = All predictions of one article instead
    .private = private
    .private-description = Show the answer only to me

command-article = article
    .description = The articles this server reads
command-article-list = list
    .description = All articles this server can read
    .private = private
    .private-description = Show the answer only to me
command-article-show = show
    .description = What is known of an article
    .article = article
    .article-description = Choose one or type words of its title
    .private = private
    .private-description = Show the answer only to me
command-article-add = add
    .description = Add an article for this server (editors): a text or Markdown file, or pasted text
    .file = file
    .file-description = A text or Markdown file; leave it out to paste the text
    .title = title
    .title-description = The title, if the text does not begin with it
    .author = author
    .author-description = Who wrote it
    .link = link
    .link-description = Where it can be read: an address beginning with https://
command-article-remove = remove
    .description = Remove an article of this server (editors); it can be restored for 7 days
    .article = article
    .article-description = Choose one or type words of its title
command-article-restore = restore
    .description = Bring back an article removed in the last 7 days (editors)
    .article = article
    .article-description = Choose one or type words of its title

command-settings = settings
    .description = This server's language, time zone and editors' role
    .language = language
    .language-description = The language of replies that everyone sees
    .language-ja = Japanese (日本語)
    .language-en = English
    .zone = time-zone
    .zone-description = When a day begins here: a city or a name such as Europe/London
    .editors = editors
    .editors-description = Members with this role may add and remove articles

command-help = help
    .description = The commands, what is stored, and how to have it deleted
