# Exports: the reply, the data card (README.md), and what each exported line asks for.

export-label = Export
button-export = Export
export-name = Kotonoha votes
export-name-both = Kotonoha votes and forecasts
export-lines = **Lines:** { $lines } (liked { $liked } · disliked { $disliked })
export-raters = **Raters:** { $raters }
export-left = **Items left out:** { $left }
export-forecasts = **Questions with forecasts:** { $questions }
export-private = It contains text from articles, questions as editors wrote them, and totals of votes and forecasts, but no message, and neither the name nor the ID of anybody who voted or gave a forecast.
export-next = Before you use it, read the included README.md: it states the rights of each article, and the limits.

export-prompt-quote = From the quotations in this article, choose one that is worth sharing, and copy it exactly as the article has it.
export-prompt-prediction = From the predictions in this article, choose one that is worth sharing, and copy it exactly as the article has it.
export-prompt-line = Choose the sentence that best sums up this article, and copy it exactly as the article has it.

card-what = Quotations, predictions and summaries that were taken out of articles, and whether members of Discord servers liked them (👍) or not (👎). The votes were collected by a bot, Kotonoha (言の葉).
card-what-forecasts = Questions with a yes or no about predictions in articles, what members of Discord servers thought of them on the whole, and what came of them. They were collected by a bot, Kotonoha (言の葉).
card-one-server = Votes and forecasts are those of one server.
card-everywhere = Votes and forecasts are those of all servers of one bot. Somebody who voted on an item in several servers is one rater, with the newest vote.

card-heading-format = Format
card-format = JSON Lines in UTF-8, one line for each item, in the form that Hugging Face’s `trl` calls unpaired preference (`KTOTrainer`, for one, reads it).
card-prompt = `prompt` (string): what is asked for, the article’s title and its text, in the article’s language.
card-completion = `completion` (string): what was taken out of the article, word for word.
card-label = `label` (boolean): true where more than half of the raters chose 👍, false where more than half chose 👎.

card-heading-lines = Lines
card-kind = kind
card-kind-quote = quotation
card-kind-prediction = prediction
card-kind-line = summary
card-left = These items also got votes, but were left out:
card-left-few = fewer than { $raters } raters: { $items }
card-left-ties = as many 👍 as 👎: { $items }
card-left-unshown = not shown any more, as rejected by editors, hidden or removed: { $items }
card-left-unlicensed = in articles whose rights don’t allow it: { $items }

card-heading-raters = Raters
card-raters = { $raters } people voted on the items with { $least } or more raters, including those with as many 👍 as 👎. Raters per item:
card-people = raters
card-items = items

card-heading-agreement = Agreement
card-agreement = From the totals of these items ({ $items } in all):
card-alpha = Krippendorff’s alpha (nominal): { $alpha } (1 is full agreement, 0 is what chance would give)
card-alpha-none = Krippendorff’s alpha (nominal): can’t be computed, since all votes are the same
card-majority = share of the majority, on average: { $share }

card-heading-forecasts = Forecasts
card-forecasts = `kotonoha-forecasts.jsonl` is JSON Lines in UTF-8, one line for each question that came to yes or no ({ $questions } in all):
card-forecast-article = `article` (string): the article’s title.
card-forecast-prediction = `prediction` (string): what the article says is to come, word for word.
card-forecast-question = `question` (string): what an editor asked about that.
card-forecast-dates = `asked` and `due` (dates): when it was asked, and until when it could come true.
card-forecast-outcome = `outcome` (boolean): whether editors said that it did.
card-forecast-forecasters = `forecasters` (integer): how many people said how probable it is.
card-forecast-median = `median` (number from 0 to 1): the median of what they said last before it closed.
card-forecast-brier = `brier` (number): the mean of their Brier scores, weighted by time: 0 is best, and always saying 50% gets 0.25.
card-forecasts-left = Questions that are open, or due and not resolved for good, or void, are not here, nor are those with fewer than { $least } forecasters: { $questions }.

card-heading-sources = Articles and their rights
card-sources = Each article has its own rights. The ground was stated by an editor or by the host of the bot, and nobody else has checked it. Check it for each article before you publish or pass this on.
card-no-author = author not named
card-no-address = no address
card-source-lines = lines: { $lines }
card-source-questions = questions: { $questions }

card-heading-made = How it was made
card-made = Exported by Kotonoha (言の葉) { $version } on { $day } (UTC). Items are taken out of articles word for word, by rules; no text was generated.
card-rule = A person has one vote for an item. Only items with { $raters } or more raters are here, each with what most of them say as its label. No pairs (chosen and rejected) were made up from single votes.
card-not-inside = It holds text of articles, questions as editors wrote them, and totals: no message, nobody’s own vote or forecast, and neither the name nor the id nor the hash of anybody who voted or gave one.

card-heading-limits = Limits
card-limit-chosen-themselves = Raters are self-selected: they are the people who pressed a button.
card-limit-community = A label is what the majority of one community likes, not what is true. Tastes differ, so low agreement is to be expected.
card-limit-order = Earlier votes influence what is shown (Thompson sampling): what is liked comes early, what is disliked late, so the numbers of raters are not even.
card-limit-reasons = Some 👎 mean that something was badly cut, read wrongly, or seen too often, and not that people disliked what it says.
card-limit-unanimous = Where all raters of an item agree, whoever knows who voted on it knows what they chose. Think of that before you publish the votes of a small server.
card-limit-summary = Votes on a summary in three lines or by section count as votes on the one-line summary of the same article.
card-limit-part = An article of more than about { $length } characters is split into parts of about equal length, and a prompt contains the part with the item. Headings are left out.
card-limit-twice = A text that several servers added separately has lines for each of them.
card-limit-resolved = Editors decided what came of a question; nobody else has checked it.
card-limit-seen = Whoever gave a forecast saw what the others thought, and could change theirs afterwards: forecasts are not independent.
card-limit-few = Where there are few forecasters, whoever knows what the others said can work out what one said. Think of that before you publish the forecasts of a small server.

export-unvoted = Nothing can be exported yet. A quotation, prediction or summary can be exported once { $raters } or more people have pressed 👍 or 👎 below it. A daily post in a channel (`/daily add`) brings members more to vote on.
export-unlicensed = Nothing can be exported yet. In articles that may not be exported, there are items with votes: { $items }; of these, with { $raters } or more raters: { $enough }. Editors allow an article’s export with `/article manage`; for a shared article, whoever runs the bot does, with `python -m bot rights`.
export-too-few = No item can be exported yet. In articles that may be exported, items with fewer than { $raters } raters: { $few }, with as many 👍 as 👎: { $ties }, not shown any more: { $unshown }. Try again when there are more votes.
export-too-large = Even as an archive, this is larger than { $limit } MB, too large for Discord. Leave out articles with `/article manage`, or ask whoever runs the bot to run `python -m bot export votes`.
export-no-attach = I can’t send files in this channel. Give me the Attach Files permission, or use another channel.
export-folder-taken = { $path } has another README.md. It was left as it is, and nothing was exported. Please choose another folder.
export-unwritable = { $path } can’t be written. Check that you have permission to write there and that the disk has room, or choose another folder.
