-- Other days than those of the week: every so many days, days of the month. And pauses from one date to another.
ALTER TABLE schedule ADD COLUMN days_new TEXT NOT NULL DEFAULT '127' CHECK (days_new <> '');
UPDATE schedule SET days_new = days;
ALTER TABLE schedule DROP COLUMN days;
-- '31': bit n is weekday n, 0 is Monday; '3d20261201': every 3 days from that date on;
-- 'm80000001': hexadecimal, bit n is day n + 1 of a month, bit 31 its last
ALTER TABLE schedule RENAME COLUMN days_new TO days;
ALTER TABLE schedule ADD COLUMN pauses TEXT;   -- '2026-12-28/2027-01-03': first and last local date, space between
