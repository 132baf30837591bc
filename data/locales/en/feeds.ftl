# Feeds: what a site published last, and what editors make of it. Titles and addresses come escaped.

button-feeds = Feeds
button-feeds-new = Feeds ({ $count } new)
button-feed-subscribe = Subscribe
button-feed-pause = Pause
button-feed-resume = Resume
button-feed-at-once = Add new entries at once
button-feed-review = Let new entries wait
button-feed-words = Filter titles
button-feed-entries = New entries ({ $count })
button-feed-add = Add
button-feed-add-all = Add these { $count }
button-feed-decline = Decline

feed-offer = There is no article at that address, but there is a feed: { $url }
    .what = If you subscribe to it, the server gets its newest three entries now, and later whatever is new, at most { $most } a day. Each entry waits until an editor adds it. With `/article manage` you can have entries added at once, or filter them by their titles.
feed-offer-several = There is no article at that address, but the page names { $count } feeds. Choose one.
feed-offer-too = That looks like the front page of a site or of a part of it: the article will stay as the page is now. To get what is new later, subscribe to { $count ->
        [one] its feed
       *[other] one of its { $count } feeds
    }; each entry waits until an editor adds it.
feed-offer-placeholder = Subscribe to…
feeds-label = Feeds · { $count }
feeds-none = This server subscribes to no feed yet. Give the address of a feed, or of a site that has one, to `/article add`.
feeds-hint = -# Choose a feed to pause it, to filter it or to remove it.
feeds-placeholder = Choose a feed
feed-label = Feed
feed-entries-label = New entries · { $count }
feed-entries-none = No entry waits here any more. New ones come by themselves.
feed-entries-line = - **{ $title }** · { $found }{ $state ->
        [failed] { " · ⚠️ " }{ $why }
        [coming] { " · waits to be added" }
       *[waits] { "" }
    }
feed-entries-hint = -# Choose an entry to add or decline. One that nobody chooses is forgotten after { $days } days.
feed-entries-placeholder = Choose an entry
feed-entry-label = New entry
feed-entry-untitled = Without a title
feed-entry-found = Found { $found }
feed-entry-changed = Its article is here already, and the page has changed since. **Add** fetches it again, and then you can refresh the article.
feed-entry-problem = I could not add it: { $why }. You can try again, or decline it.
feed-state = { $waiting ->
        [0] No new entries
        [one] 1 new entry
       *[other] { $waiting } new entries
    } · { $once ->
        [true] added at once
       *[false] added by editors
    }
feed-state-paused = Paused (nothing is fetched; what comes meanwhile may be lost)
feed-state-ended = ⚠️ Paused: { $why }
feed-state-failing = ⚠️ Not readable since { $since }: { $why }. The next try is { $next }.
feed-words-are = **Titles:** { $words }
feed-changed = Changed.
feed-subscribed = The server now subscribes to this feed.
feed-adding = The entries are added one after the other, a few a minute as long as there is room. What can’t be read stays here with the reason.
feed-declined = The entry was declined.
feed-remove-confirm = Remove the feed “{ $title }”? Entries that wait go with it; articles stay.
feed-removed = The feed “{ $title }” was removed.
feed-words-form = Filter titles
feed-words = Words of the title, separated by spaces
    .description = Entries with any of these words come, those with a word after a minus (-PR) don’t. Empty: all come.
feed-why = { $reason ->
        [fetch-gone] there is nothing at the address any more
        [fetch-forbidden] the site doesn’t let me read it
        [fetch-login] the site requires a login
        [fetch-paid] the site requires payment
        [fetch-busy] the site gets too many requests
        [fetch-server] the site has a problem of its own
        [fetch-private] the address leads to one that isn’t public
        [fetch-redirects] the address keeps redirecting
        [fetch-unknown] there is no such site
        [fetch-unreachable] the site doesn’t answer
        [fetch-too-slow] the site is too slow
        [fetch-too-large] it is too large
        [fetch-certificate] the site’s certificate isn’t valid
        [feed-ended] the site says that the feed is gone for good
        [feed-none] there is no feed at the address any more
        [feed-found] there is no article at the address
        [page-no-article] there is no article at the address
        [page-paywall] only the beginning is there for everybody
        [page-login] the site requires a login
        [page-missing] there is nothing at the address any more
        [page-consent] the page first asks for consent to cookies
        [page-script] the page shows its text only in a browser
        [page-video] the page has a video and no article
        [feed-entry-changed] the page has changed since it became an article
        [article-too-long] the article is too long
       *[other] it can’t be read
    }
notice-feed-new = Feeds have new entries, which wait for an editor: `/article manage` → **Feeds** → **New entries**. You get this notice at most once a day.
notice-feed-fails = The feed “{ $title }” could not be read for three days: { $why }. I keep trying, and resume by myself. To remove it: `/article manage` → **Feeds**.
    .several = These feeds could not be read for three days. I keep trying, and resume by myself. To remove them: `/article manage` → **Feeds**.
notice-feed-ended = The feed “{ $title }” is paused: { $why }. To remove it, or to try again: `/article manage` → **Feeds**.
    .several = These feeds are paused. To remove them, or to try again: `/article manage` → **Feeds**.
notice-feed-line = “{ $title }”: { $why }
notice-feeds-halt = Feeds add nothing by themselves at the moment: { $quota ->
        [articles] the server has { $limit } articles, and the last places are for editors. Remove some with `/article manage`; their places are free 7 days later.
        [bytes] the server’s articles take up { $limit } MB, and the last of the space is for editors. Remove some with `/article manage`; their space is free 7 days later.
       *[fetches] { $limit } articles were fetched or read here within 24 hours, and the rest is for editors. If feeds bring too much, filter their titles: `/article manage` → **Feeds**.
    } New entries wait for up to { $days } days, and are added by themselves once there is room.
