-- What members suggest to read, until editors decide: it was read once, as an article is, and becomes one as it is.
CREATE TABLE suggestion (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,     -- never used twice: buttons and notices carry it
    guild_id     INTEGER NOT NULL,
    url          TEXT NOT NULL,                         -- of the page, as an article would have it
    digest       BLOB NOT NULL,                         -- of its body
    title        TEXT NOT NULL,
    author       TEXT,
    opening      TEXT NOT NULL,                         -- its first sentences
    quotes       INTEGER NOT NULL,                      -- how many there would be
    predictions  INTEGER NOT NULL,
    suggested_by INTEGER NOT NULL,                      -- the person; 0: nobody any more
    language     TEXT NOT NULL CHECK (language IN ('ja', 'en')),  -- in which the person is told what came of it
    suggested_at INTEGER NOT NULL,
    readout      BLOB NOT NULL                          -- JSON, as the reading process wrote it, compressed by zlib
) STRICT;

CREATE INDEX suggestion_guild ON suggestion (guild_id, id);
CREATE INDEX suggestion_suggested_by ON suggestion (suggested_by);
CREATE INDEX suggestion_suggested_at ON suggestion (suggested_at);

ALTER TABLE guild ADD COLUMN suggestions INTEGER NOT NULL DEFAULT 1 CHECK (suggestions IN (0, 1));  -- are they taken?
ALTER TABLE guild ADD COLUMN suggestions_channel INTEGER;  -- where editors are told of them; NULL: nowhere

-- Some facts are told in a channel.
ALTER TABLE notice ADD COLUMN channel_id INTEGER;       -- NULL: by direct message

-- What can be deleted, which a CHECK lists.
ALTER TABLE deletion ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'person' CHECK (
    kind_new IN (
        'person', 'vote', 'article', 'text', 'schedule', 'guild', 'saved', 'reminder', 'question', 'board', 'subscription',
        'suggestion'
    )
);
UPDATE deletion SET kind_new = kind;
ALTER TABLE deletion DROP COLUMN kind;
ALTER TABLE deletion RENAME COLUMN kind_new TO kind;
