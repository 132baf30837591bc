-- What was deleted, as long as there are copies of the database that still have it: a restored copy loses it again.
CREATE TABLE deletion (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,         -- a copy says which is the last it knows of
    at       INTEGER NOT NULL DEFAULT (unixepoch()),
    kind     TEXT NOT NULL CHECK (kind IN ('person', 'vote', 'article', 'text', 'schedule', 'guild')),
    subject  INTEGER,                                   -- the id of the item (of a vote), article, schedule or guild
    guild_id INTEGER,                                   -- of a vote
    voter    BLOB                                       -- who: a hash of the keyed hash that votes have
) STRICT;
CREATE INDEX deletion_voter ON deletion (voter) WHERE voter IS NOT NULL;
