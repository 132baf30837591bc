# Replies. Variables that hold an article's words come escaped.

source = According to the article: { $title }
source-by = According to the article: { $title } ({ $author })
source-link = { $source } · [source]({ $url })
page = { $label } · page { $page } of { $pages }
marked = { $text } · { $mark }
translated = translated
spoken = from an interview
language-ja = Japanese
language-en = English

button-context = Context
button-more-before = More before
button-more-after = More after
button-another = Another
button-previous = Previous
button-next = Next
button-search = Search
button-back = Back
button-previous-arrow = ←
button-next-arrow = →
button-remove = Remove
button-hide = Hide
button-cancel = Cancel
button-refresh = Refresh
button-undo = Restore
button-no-editors = Clear editors’ role
button-zone-form = Type a time zone
button-unreviewed-hide = Hide unreviewed
button-unreviewed-show = Show unreviewed

summary-line = Summary · one line
summary-three = Summary · three lines
summary-section = Summary · by section
summary-lead = Opening

quote-label = Quotation
quote-words = “{ $text }”
quote-speaker = — **{ $name }**
quote-spoken = — { spoken }

card-part = Excerpt
card-part-note = -# The quotation is long, so the card shows one sentence of it. Press **Context** to read all of it.
card-horizontal-note = -# Only Japanese can be set in vertical lines, so this card has horizontal ones.
card-sample = Share a sentence you have read, and tomorrow looks a little different.
    .speaker = Kotonoha
    .title = Sample card

prediction-label = Prediction of the day
prediction-number = Prediction · { $number } of { $count }
kind = **Kind:** { $kind }
kind-name-outlook = outlook
    .what = something that will, or may, happen
kind-name-claim = claim
    .what = what can, or cannot, be done today
kind-name-limit = limit
    .what = what stands in the way
horizon = **When:** { $horizon }
prediction-said-by = **Said by:** { $name }
prediction-said-on = **Said on:** { $date }
prediction-due = **Due by:** { $date } ({ $basis ->
    [stated] stated in the article
    [derived] counted from that date
    [assumed] counted from the day the article was added
   *[edited] set by an editor
})

context-label = In context

part-label = Part { $number } of { $count } · { $minutes } min
read-end = -# That was the last part.{ $next ->
        [none] { "" }
       *[other] { " " }Not read yet: **{ $next }**
    }
button-read-next = Read next
button-original = Original

article-label = Article
articles-label = Articles · { $count }
articles-hint = -# Choose an article to read it.
articles-manage-hint = -# Choose an article to review, remove or restore it.
room = -# Used here: { $articles } of { $most_articles } articles, { $size } of { $most_size } MB
    -# Fetched or read within 24 hours: { $fetches } of { $most_fetches }
room-tight = ⚠️ { $quota ->
        [articles] **Few places for articles are left.** Remove some here or in `/article manage`: their places are free 7 days later. Until then, feeds add nothing by themselves.
        [bytes] **Little space is left.** Remove long articles in `/article manage`, which frees their space 7 days later, and add or decline what is waiting. Until then, feeds add nothing by themselves, and members can suggest nothing.
       *[fetches] **Little more can be fetched or read for now.** The rest is for editors; feeds and members can go on within 24 hours. If feeds need too much, filter their titles.
    }
articles-placeholder = Choose an article
article-line = { $language } · added { $added }{ $shared ->
        [true] { " · shared" }
       *[false] { "" }
    }
article-line-hidden = { $language } · hidden here
article-line-removed = { $language } · removed, can be restored until { $until }
article-author = **Author:** { $author }
article-publisher = **Publisher:** { $publisher }
article-published = **Published:** { $published }
article-facts = **Added:** { $added }
    { "" }**Language:** { $language }{ $translated ->
        [true] { " (" }{ translated })
       *[false] { "" }
    }
    { "" }**Found:** { $summaries ->
        [one] 1 summary sentence
       *[other] { $summaries } summary sentences
    }, { $quotes ->
        [one] 1 quotation
       *[other] { $quotes } quotations
    }, { $predictions ->
        [one] 1 prediction
       *[other] { $predictions } predictions
    }
date-with-year = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
article-added = Article added
article-left-out = An article keeps at most { $most } items of each kind. { $count ->
        [one] 1 more was found and left out
       *[other] { $count } more were found and left out
    }; quotations with a speaker and predictions that name a time were kept first.
article-added-unread = Article added, but there is nothing to show from it
    .action = None of its sentences can stand alone. You can remove it with `/article manage`.
article-known = This article has already been added
    .action = Nothing was changed.
article-restored = Article restored
    .action = The same text had been removed or hidden here, so it was restored as it was.

article-changed = This article has already been added
    .action = Nothing has changed yet. What you sent differs from the stored article; **Refresh** replaces it. Parts that stay the same keep their reviews, votes and post history.
article-refreshed = Article refreshed
    .action = Parts that stayed the same kept their reviews, votes and post history.
stage-waiting = Waiting until other articles have been read…
stage-fetching = Fetching… (1 of 3)
stage-reading = Reading… (2 of 3)
stage-storing = Saving… (3 of 3)

remove-confirm = Remove **{ $title }** from this server? Its summaries, quotations and predictions will no longer be shown. You can restore it for 7 days.
hide-confirm = **{ $title }** is shared with every server. Hide it in this one? Its summaries, quotations and predictions will no longer be shown here; other servers keep them. You can restore it at any time.
remove-schedules = { $count ->
    [one] { $count } schedule uses this article. If it posts from no other, it will not be able to post; a queue passes over the article.
   *[other] { $count } schedules use this article. Those that post from no other will not be able to post; a queue passes over the article.
}
hidden = **{ $title }** is hidden in this server. You can restore it at any time.
removed = **{ $title }** was removed. You can restore it until { $until }.
restored = **{ $title }** was restored.
cancelled = Nothing was changed.

paste-label = Add an article
paste-file = File
    .description = Text, Markdown, HTML, EPUB or PDF, up to 10 MB. Used instead of the pasted text.
paste-title = Title
    .description = Use this title instead of the one found in the article
paste-text-1 = Text
    .description = Up to 4,000 characters
paste-text-2 = Text, continued
    .description = The next 4,000 characters; for more, use a file
paste-link = Link
    .description = Enter a link, a file or text. With a file or text, the link is kept as its source.

settings-label = This server’s settings
settings-language = **Language:** { $value }
settings-language-unset = as set in Discord’s server settings
settings-zone = **Time zone:** { $zone }
settings-zone-unset = **Time zone:** not set (using { $zone })
settings-editors = **Editors:** { $role } and members with Manage Server
settings-editors-unset = **Editors:** members with Manage Server
settings-unreviewed = **Unreviewed items:** { $shown ->
        [true] shown
       *[false] not shown
    }
settings-theme = **Card theme:** { $theme }
settings-language-placeholder = Choose the language
settings-language-option = Language: { $language }
settings-editors-placeholder = Choose the editors’ role
settings-theme-option = Card theme: { $theme }
settings-zone-form = Type a time zone
settings-zone-typed = Time zone
    .description = A city or a name such as Europe/London
theme-paper = paper
theme-night = night
theme-indigo = indigo
theme-bamboo = bamboo
theme-sunset = sunset
theme-blossom = blossom
theme-gold = gold
theme-violet = violet
settings-editors-hint =
    Discord shows the commands for editors only to members with Manage Server. To show them to { $role }, too, open **Server Settings → Integrations → { $bot }** on a computer. For each of `/article`, `/daily`, `/settings` and `/insights`: choose the command, press **Add Roles or Members**, choose the role, and allow it (✓).
    Without that, its members find **Add an article** and **Manage articles** in `/articles`, and **Manage daily posts** in `/help`.
settings-unreviewed-hint = Unreviewed items stay hidden until an editor approves them: press **Review** in `/article manage`.

help-label = Kotonoha
help-data-label = Kotonoha · your data
help-commands-label = Kotonoha · commands
help-what = Kotonoha helps a community read long articles a little every day: part by part, or as summaries, quotations and predictions, always in the article’s own words. **Context** shows the sentences around them.
help-for-editors = **For editors**
help-on-messages = **On a message, under Apps**
help-line = { $command } – { $description }
help-command = { $mention } ({ $name })
help-stored-label = What is stored
help-stored = The server’s settings; schedules, who made or paused them, and the notices sent to those people; articles, who added them and when, who said that one may be posted whole, what was found in them and how editors corrected it; questions, who asked and who resolved them; suggestions, and who made them until it is decided; which items were shown or posted; votes, forecasts and objections, how far somebody got with `/read`, what they saved with ⭐, and who wants no cards of their messages, each under a keyed hash instead of a name or an ID (but who wants to be reminded of it weekly, or to be named on the board, with their ID). No messages and no member lists.
help-delete-label = How to delete it
help-delete = `/privacy` shows the data stored about you, gives it to you as a file, and deletes it. Articles and schedules that editors remove with `/article manage` and `/daily manage` are deleted for good after 7 days. When the bot is removed from a server, everything stored for that server is deleted 30 days later.
