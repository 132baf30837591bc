# Pictures of forecasts, and their alternative texts.

movement-title = Everyone’s median
movement-day = { $day } { $month ->
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
    } { $year }
movement-alt = How everyone’s forecasts moved, from { $start } to the due date, { $end }. { $moved ->
        [true] The median went from { $first } to { $median }
       *[other] The median is { $median }
    }{ $count ->
        [1] { "." }
        [2] { "." }
        [3] { "." }
       *[other] , and half of all lie between { $lower } and { $upper }.
    }
calibration-title = Calibration
calibration-said = What was said
calibration-true = How often it came true
calibration-how = On the diagonal, it came true as often as said. Lines: 95% intervals.
calibration-little = Of { $count } so far, which is too few to say much.
calibration-alt = What was said, and how often it came true:
calibration-alt-line = { $said }: { $share } ({ $count } in all; 95% interval { $lower } to { $upper })
