# Names and descriptions of commands: at most 32 and 100 characters. Discord shows no description of message commands.

command-read = read
    .description = Read an article in parts, just for yourself, and go on where you stopped
    .article = article
    .article-description = Choose one or type part of its title (default: the one you read last)
    .size = size
    .size-description = How long the parts are (default: as last time; at first, medium)
    .size-short = short
    .size-medium = medium
    .size-long = long

command-summary = summary
    .description = Summarize an article in its own sentences: one line, three lines, or by section
    .article = article
    .article-description = Choose one or type part of its title (default: the newest)
    .length = length
    .length-description = How long the summary is (default: three lines)
    .length-line = one line
    .length-three = three lines
    .length-section = by section
    .private = private
    .private-description = Show the reply only to you

command-quote = quote
    .description = Show something a person said, as quoted in an article
    .article = article
    .article-description = Only from this article: choose one or type part of its title
    .about = about
    .about-description = Only quotations that contain this word
    .style = as
    .style-description = Show it as text or as a picture (a card)
    .style-text = text
    .style-card = wide card
    .style-square = square card
    .style-portrait = portrait card
    .style-story = story card
    .style-vertical = wide card, vertical lines (Japanese only)
    .style-vertical-square = square card, vertical lines (Japanese only)
    .style-vertical-portrait = portrait card, vertical lines (Japanese only)
    .style-vertical-story = story card, vertical lines (Japanese only)
    .private = private
    .private-description = Show the reply only to you

command-make-card = Make a card
    .description = Make a picture of what somebody wrote, with their name and a link to the message

command-prediction = prediction
    .description = Show the prediction of the day, the same for everyone in this server
    .article = article
    .article-description = Show all predictions from one article instead
    .private = private
    .private-description = Show the reply only to you

command-search = search
    .description = Find sentences in the articles by the words they contain
    .words = words
    .words-description = Sentences must contain all of these words, in any order
    .article = article
    .article-description = Only in this article: choose one or type part of its title
    .private = private
    .private-description = Show the reply only to you

command-ask = ask
    .description = Find the sentences of the articles that answer a question, with their sources
    .question = question
    .question-description = In your own words; the bot doesn’t store it
    .private = private
    .private-description = Show the reply only to you

command-forecast = forecast
    .description = Say how likely it is that what articles predict comes true, and see how well you did

command-saved = saved
    .description = See what you saved with ⭐, just for yourself, and be reminded of it if you like

command-articles = articles
    .description = See all articles this server can read, and open one to read it

command-article = article
    .description = Add and manage this server’s articles (editors)
command-article-add = add
    .description = Add an article to this server from a link, a file or pasted text
    .link = link
    .link-description = The address of a page to fetch, or of a feed; with a file, the source it is from
    .file = file
    .file-description = A text, Markdown, HTML, EPUB or PDF file; omit both file and link to paste the text
    .title = title
    .title-description = Use this title instead of the one found in the article
    .author = author
    .author-description = Use this author instead of the one found in the article
    .publisher = publisher
    .publisher-description = Use this publisher instead of the one found in the article
    .date = date
    .date-description = When it was published, such as 2026-05-01
    .language = language
    .language-description = The article’s language (default: detected)
    .language-ja = Japanese (日本語)
    .language-en = English
    .translated = translated
    .translated-description = Whether its words are a translation, and not those that were first used
command-article-manage = manage
    .description = Review, remove or restore articles, state their rights, and see what is new in feeds
    .article = article
    .article-description = Choose one or type part of its title (default: all articles)

command-add-link = Add link as article
    .description = Add the article that a message links to

command-suggest = suggest
    .description = Suggest a page to this server’s editors, for everybody to read
    .link = link
    .link-description = The address of the page, or a message with a link to it
command-suggest-link = Suggest this link
    .description = Suggest what a message links to, as `/suggest` does

command-insights = insights
    .description = See what members like, what is resting and why; export the votes (editors)

command-settings = settings
    .description = View or change this server’s language, time zone, editors’ role and more (editors)

command-privacy = privacy
    .description = See, download or delete the data stored about you

command-help = help
    .description = Get started, see the commands, and learn what is stored and how to delete it

command-daily = daily
    .description = Manage daily posts in channels (editors)
command-daily-add = add
    .description = Schedule a daily post in a channel; without a channel or time, a form opens
    .channel = channel
    .channel-description = A text or announcement channel, or an existing thread
    .time = time
    .time-description = Such as 8:00, 8:30 pm, 20:00 or 25:00
    .days = days
    .days-description = Such as weekdays, mon,wed,fri, every 3 days, 1st and 15th (default: every day)
    .content = content
    .content-description = What to post (default: the prediction of the day)
    .content-prediction = prediction of the day
    .content-quote = quotation
    .content-summary = summary
    .content-mixed = mixed
    .content-parts = articles, in parts
    .content-digest = weekly digest of this channel
    .style = as
    .style-description = Post quotations as text or as pictures (cards)
    .style-text = text
    .style-card = wide card
    .style-square = square card
    .style-portrait = portrait card
    .style-story = story card
    .style-vertical = wide card, vertical lines (Japanese only)
    .style-vertical-square = square card, vertical lines (Japanese only)
    .style-vertical-portrait = portrait card, vertical lines (Japanese only)
    .style-vertical-story = story card, vertical lines (Japanese only)
    .size = size
    .size-description = How long each part of an article in parts is (default: medium)
    .size-short = short
    .size-medium = medium
    .size-long = long
    .article = article
    .article-description = Only from this article (default: all); for articles in parts, one to put in the queue
    .zone = time-zone
    .zone-description = A city or a name such as Europe/London (default: the server’s)
    .language = language
    .language-description = The language of the posts (default: the server’s)
    .language-ja = Japanese (日本語)
    .language-en = English
    .role = role
    .role-description = A role to mention in each post
    .thread = thread
    .thread-description = Make a thread under each post, to talk about it
command-daily-manage = manage
    .description = See the schedules; test, change, pause, move, remove or restore one
