-- What people think of items. Times are Unix seconds in UTC. `voter` is a keyed hash of the person's id
-- (bot.library.votes); the key lies beside the database, never in it.
CREATE TABLE vote (
    guild_id INTEGER NOT NULL,
    item_id  INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    voter    BLOB NOT NULL,
    value    TEXT NOT NULL CHECK (value IN ('up', 'down')),
    reason   TEXT CHECK (reason IN ('dull', 'wrong', 'badly-cut', 'seen-too-often')),  -- of a 'down'
    voted_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, item_id, voter),
    CHECK (reason IS NULL OR value = 'down')
) STRICT, WITHOUT ROWID;

-- Deleting an item looks for its rows here.
CREATE INDEX vote_item ON vote (item_id);
