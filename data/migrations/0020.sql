-- Several processes on one database, each with shards of its own, of which one delivers. None runs now.
DROP TABLE lease;
CREATE TABLE lease (
    holder      TEXT PRIMARY KEY,                       -- names a process
    shard_count INTEGER,                                -- NULL: it runs all shards, however many
    shard_ids   TEXT NOT NULL,                          -- JSON [shard ids]
    delivers    INTEGER NOT NULL DEFAULT 0 CHECK (delivers IN (0, 1)),
    expires_at  REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lease_delivers ON lease (delivers) WHERE delivers = 1;

-- The language of the guild's Discord locale: the process that delivers doesn't know the guilds of others. Until
-- Discord tells it, that of the zone is the best guess.
ALTER TABLE guild ADD COLUMN home TEXT NOT NULL DEFAULT 'en' CHECK (home IN ('en', 'ja'));
UPDATE guild SET home = 'ja' WHERE zone = 'Asia/Tokyo';
