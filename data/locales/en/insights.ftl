# Insights: what editors see of the votes.

insights-label = Insights
insights-none =
    No votes yet. When members press 👍 or 👎 under a quotation, a prediction or a summary, you will see here:
    - what is popular and so comes up sooner
    - what is resting for a while, and why
    - votes per week

    To begin, read something and vote on it. A daily post brings items to more members.
insights-rose = Popular
    .what = Most liked first. These come up sooner than items nobody has voted on.
    .none = Nothing yet. Items that get 👍 will appear here.
insights-resting = Resting
    .what = At least { $least } 👎, and at least { $times } times as many 👎 as 👍. These are left out for { $days } days.
    .none = Nothing at the moment.
insights-votes = 👍 { $up } · 👎 { $down }
insights-reason = { $reason } { $count }
insights-no-reason = No reason given
insights-joined = { " · " }
insights-until = **Rests until:** { $until }
insights-more = And { $count } more.
insights-item = { $kind ->
        [quote] Quotation
        [prediction] Prediction
       *[other] Summary
    } · { $votes }
insights-weeks = Votes per week
insights-week = Week of { $day }: { $votes }
insights-this-week = This week, so far: { $votes }
insights-quiet = Nobody voted in the last { $count } weeks.
insights-day = { $day } { $month ->
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
    }
    .short = { $day } { $month ->
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
    }
insights-now = Now
insights-number = { $number }
