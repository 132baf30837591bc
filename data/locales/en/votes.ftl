# Votes. Screen readers say “thumbs up” and “thumbs down” for the two buttons.

button-vote-up = 👍
button-vote-down = 👎
button-vote-back = Take back my vote

vote-own = **Your vote:** { $vote }
vote-counts = **This server:** 👍 { $up } · 👎 { $down }
vote-reason = **Reason:** { $reason }
vote-hint = What members like comes up sooner. To change your vote, press { $other } on the same message.
vote-none = You took back your vote. To vote again, press 👍 or 👎 on the same message.
vote-reason-placeholder = Tell us why (optional)
vote-reason-dull = Not interesting
vote-reason-wrong = Wrong
vote-reason-badly-cut = Badly cut
vote-reason-seen-too-often = Seen too often
