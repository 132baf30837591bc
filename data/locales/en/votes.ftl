# Votes. Screen readers say “thumbs up” and “thumbs down” for the two buttons.

button-vote-up = 👍
button-vote-down = 👎
button-vote-back = Take my vote back

vote-own = **Your vote:** { $vote }
vote-counts = **This server:** 👍 { $up } · 👎 { $down }
vote-reason = **Reason:** { $reason }
vote-hint = What is liked here comes earlier. To change your vote, press the other button.
vote-none = Your vote was taken back. To vote again, press 👍 or 👎.
vote-reason-placeholder = Tell us why, if you like
vote-reason-dull = Not interesting
vote-reason-wrong = Wrong
vote-reason-badly-cut = Badly cut
vote-reason-seen-too-often = Seen too often
