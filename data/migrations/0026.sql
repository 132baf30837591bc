-- What people saved, wherever it was. `reader` is the keyed hash that votes and places have.
CREATE TABLE saved (
    reader      BLOB NOT NULL,
    item_id     INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    saved_at    INTEGER NOT NULL,
    reminded    INTEGER NOT NULL DEFAULT 0,             -- in how many direct messages it was
    reminded_at INTEGER,                                -- in the last of them
    PRIMARY KEY (reader, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_item ON saved (item_id);             -- deleting an item looks for its rows here

-- Who asked to be reminded of it by direct message: without their id none can be sent.
CREATE TABLE reminder (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,         -- never used twice: letters are told apart by it
    reader   BLOB NOT NULL UNIQUE,
    user_id  INTEGER,                                   -- NULL: none arrives, which they are still to be told
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    asked_at INTEGER NOT NULL,
    next_at  INTEGER                                    -- NULL where none is sent
) STRICT;

CREATE INDEX reminder_due ON reminder (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX reminder_user ON reminder (user_id) WHERE user_id IS NOT NULL;

-- Both can be deleted, which a CHECK lists.
ALTER TABLE deletion ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'person' CHECK (
    kind_new IN ('person', 'vote', 'article', 'text', 'schedule', 'guild', 'saved', 'reminder')
);
UPDATE deletion SET kind_new = kind;
ALTER TABLE deletion DROP COLUMN kind;
ALTER TABLE deletion RENAME COLUMN kind_new TO kind;
