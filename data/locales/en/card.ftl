# Cards that people look at, change and post. Variables that hold strangers’ words come escaped.

button-card = Card
button-card-post = Post here
button-card-delete = Delete (author)
card-choose-placeholder = Make a card of a quotation
card-style-option = Style: { $style }

card-preview-note = -# Only you see this. **Post here** shows it to everyone in this channel.
card-outside-note = -# Only you see this, and I can’t post it here. To share it, save the picture.
card-outside = I can’t post this card here: you may not bring an app’s posts into this channel, or its author couldn’t have it deleted. Please save the picture, or use the command in a server I’m in.
card-unset-note = -# These words can’t be set as a card in this style: they are too long, or have a character that no typeface has. If they are too long, another style may have room.
card-attach-note = -# This is text, because I’m missing the permission **Attach Files** in this channel. Ask someone who manages the channel to grant it to me.
card-unset = That can’t be set as a card in this style now. Please choose another style and try again.
card-posted = The [card]({ $link }) is posted.
card-posted-by = -# Posted by { $person }
card-attach = I can’t show cards in this channel, because I’m missing the permission **Attach Files**. Ask someone who manages the channel to grant it to me, or use another channel.
card-not-posted = Discord didn’t let me post in this channel, so nothing was posted. It may be locked or archived, or my permissions may have changed. Please try another channel.
quote-withdrawn = That quotation is not shown in this server any more: an editor has rejected it, or has yet to approve it. `/quote` shows others.
held-gone = I keep other people’s words for 15 minutes at most, and these are gone. Please use the command on the message once more.

message-label = Message
message-source = -# Message by { $name } · [message]({ $link })
message-of-bot = I make cards of what people write, not of messages of bots and webhooks. Please choose somebody’s message.
message-adult = I make no cards of messages in age-restricted channels. Please choose a message in another channel.
message-spoiler = That message has a spoiler, and a card would show it. Please choose a message without one.
message-empty = That message has no words that a card could show; pictures, stickers and files alone don’t make one. Please choose a message with text.
message-long = That message is { $length } characters long; a card has room for { $limit } at most, and I don’t cut anybody’s words. Please choose a shorter one.
message-refused = The author of that message doesn’t want cards of their messages. Please choose another message.
message-changed = That message has been edited or deleted, so its card was not posted. Please use the command on a message that is still there.
card-author-only = Only the author of the message can delete this card here. Members who manage messages can delete it like any other message.
card-deleted = The card is deleted. If you want no cards of your messages at all, in any server, you can say so in `/privacy`.

message-linkless = That message has no link. Please choose one with the address of an article.
article-links = This message has several links. Which one leads to the article?
article-links-placeholder = Choose a link
