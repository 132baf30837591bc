-- Feeds that guilds read. Each is fetched once, however many of them do.
CREATE TABLE feed (
    id           INTEGER PRIMARY KEY,
    page         TEXT    NOT NULL UNIQUE,               -- what tells addresses apart: http and https are one
    url          TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    moved        TEXT,                                  -- where it was redirected to for good at the last poll
    etag         TEXT,
    modified     TEXT,
    polled_at    INTEGER,                               -- NULL: what it has may be old, and only its newest count
    next_poll    INTEGER NOT NULL,
    wait         INTEGER NOT NULL,                      -- seconds from the last poll to the next
    failed_since INTEGER,
    problem      TEXT,                                  -- the key of a message
    CHECK ((failed_since IS NULL) = (problem IS NULL))
) STRICT;
CREATE INDEX feed_next_poll ON feed (next_poll);

-- By what the entries of a feed are recognized: hashes of their GUIDs and addresses.
CREATE TABLE feed_mark (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    mark    BLOB    NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (feed_id, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,         -- buttons carry it
    guild_id INTEGER NOT NULL,
    feed_id  INTEGER NOT NULL REFERENCES feed (id),
    words    TEXT    NOT NULL DEFAULT '',               -- of titles; '': all entries
    at_once  INTEGER NOT NULL DEFAULT 0 CHECK (at_once IN (0, 1)),
    paused   INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    made_at  INTEGER NOT NULL,
    UNIQUE (guild_id, feed_id)
) STRICT;
CREATE INDEX subscription_feed ON subscription (feed_id);
CREATE TRIGGER subscription_deleted AFTER DELETE ON subscription
    WHEN NOT EXISTS (SELECT 1 FROM subscription WHERE feed_id = OLD.feed_id)
BEGIN
    DELETE FROM feed WHERE id = OLD.feed_id;
END;

-- Entries that wait to become articles, and for a day those that no longer do.
CREATE TABLE entry (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
    url             TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    found_at        INTEGER NOT NULL,
    at_once         INTEGER NOT NULL CHECK (at_once IN (0, 1)),  -- as editors wanted it then
    waits           INTEGER NOT NULL DEFAULT 1 CHECK (waits IN (0, 1)),
    problem         TEXT                                -- why it could not be added: the key of a message
) STRICT;
CREATE INDEX entry_subscription ON entry (subscription_id, found_at);
CREATE INDEX entry_found ON entry (found_at);

ALTER TABLE deletion ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'person' CHECK (
    kind_new IN (
        'person', 'vote', 'article', 'text', 'schedule', 'guild', 'saved', 'reminder', 'question', 'board', 'subscription'
    )
);
UPDATE deletion SET kind_new = kind;
ALTER TABLE deletion DROP COLUMN kind;
ALTER TABLE deletion RENAME COLUMN kind_new TO kind;
