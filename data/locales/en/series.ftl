# Articles in parts: their posts, and their queue.

content-parts = articles, in parts
daily-size = **Size of the parts:** { $size }

part-before = Previously: { $text }
button-catch-up = Catch up
button-item-quote = Quotation
button-item-prediction = Prediction
catch-up = The channel is at part { $number } of { $count }. { $begun ->
    [true] This is where you stopped.
   *[false] This is how the article begins.
}
catch-up-ahead = -# The channel hasn’t come further than this yet. To read on, use `/read`.
part-gone = That part is gone: the article has been refreshed since. The next post goes on where the last one ended.

closing-label = End of the article
closing-read = { $count ->
    [one] You have read all of it, in one part.
   *[other] You have read all of it, in { $count } parts.
}
closing-liked = Liked best
closing-predicted = What it predicts
closing-next = **Next:** { $title }. It begins with the next post.
closing-nothing-next = **Next:** nothing yet. As soon as an editor adds an article to the queue, the posts go on.

preview-part = part { $number } of { $count } · { $title }
preview-closing = end of { $title }
preview-queue-empty = nothing: the queue is empty by then
preview-hint-parts = This is what will be posted if the queue stays as it is.
history-part = part { $number } of { $count }
history-closing = end of the article

queue-label = Queue · { $count }
queue-where = For { $channel }, { $time }, { $days }. One part is posted each time; after the last part comes a closing post, then the next article.
queue-empty-hint = Its queue is empty: choose the first article with **Queue**.
queue-empty = The queue is empty. Choose an article below: its first part is the next post.
queue-now = { $place }. **{ $title }** · next: part { $number } of { $count }
queue-closing = { $place }. **{ $title }** · next: the closing post
queue-finished = { $place }. { $title } · all { $count } parts are posted
queue-later = { $place }. { $title } · { $count ->
    [one] { $count } part
   *[other] { $count } parts
}
queue-lost = (removed or hidden)
queue-lost-line = { $place }. { $title } · passed over
queue-unallowed = { $place }. { $title } · passed over: that it may be posted whole isn’t recorded any more
queue-unreadable = { $place }. { $title } · nothing to read in it; it is passed over
queue-add-placeholder = Add an article
queue-pick-placeholder = Move or take out an article
button-queue = Queue
button-queue-up = Up
button-queue-down = Down
button-queue-out = Take out
queue-none = This schedule doesn’t post articles in parts. To make it do so, choose “articles, in parts” as its content.
queue-has-it = “{ $title }” is in the queue already.
queue-long = A queue can have up to { $limit } articles. Take one out first.
queue-consent = “{ $title }” can’t be posted whole yet: somebody has to say that it may be. Add it again in the queue, where you can say so, or record its rights with `/article manage`.

consent-label = May this article be posted whole?
consent-question = **{ $title }** would be posted in full in this server, part by part. Press **It may be posted** only if you wrote it, or if its author or its license allows that. That you said so, and when, is kept; `/privacy` shows it to you.
button-consent = It may be posted

notice-queue-ends = { $post }: “{ $title }” is the last article in the queue and ends soon. Add another one, and the posts go on without a break.
