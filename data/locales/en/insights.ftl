# Insights: what editors see of the votes.

insights-label = Insights
insights-none =
    No votes yet. When members press 👍 or 👎 under a quotation, a prediction or a summary, you will see here:
    - what rose
    - what rests, and why
    - votes a week

    Read something and vote for it, to begin with. A daily post brings more members to it.
insights-rose = What rose
    .what = Best liked first. It comes earlier than what nobody voted for.
    .none = Nothing yet. What gets 👍 will be here.
insights-resting = What rests
    .what = { $least } or more 👎, and at least { $times } times as many as 👍: left out of its turn for { $days } days.
    .none = Nothing now.
insights-votes = 👍 { NUMBER($up) } · 👎 { NUMBER($down) }
insights-reason = { $reason } { NUMBER($count) }
insights-no-reason = Not given
insights-joined = { " · " }
insights-until = **Rests until:** { $until }
insights-more = And { NUMBER($count) } more.
insights-item = { $kind ->
        [quote] Quotation
        [prediction] Prediction
       *[other] Summary
    } · { $votes }
insights-weeks = Votes a week
insights-week = Week of { $day }: { $votes }
insights-this-week = This week, so far: { $votes }
insights-quiet = Nobody voted in these { $count } weeks.
insights-day = { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $day }
    .short = { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $day }
insights-now = Now
insights-number = { NUMBER($number) }
