-- What an article says of itself besides its text, and when it was read anew. The table is made again, since a
-- column that is added would stand behind the long text. (Foreign keys are off while migrating.)
CREATE TABLE article_new (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,     -- never used twice: old buttons carry it
    guild_id     INTEGER,                               -- NULL: shared with every guild
    work         TEXT,                                  -- what the language editions of one article share
    title        TEXT NOT NULL,
    author       TEXT,
    url          TEXT,                                  -- of a page its canonical address
    language     TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    size         INTEGER NOT NULL,                      -- bytes of text in UTF-8, for the guild's quota
    digest       BLOB NOT NULL,                         -- of the body
    added_at     INTEGER NOT NULL,
    added_by     INTEGER,
    removed_at   INTEGER,                               -- a removed article can be restored until it is purged
    publisher    TEXT,
    published    TEXT,                                  -- date
    refreshed_at INTEGER,
    text         TEXT NOT NULL                          -- as decoded: every span counts in its characters; long,
                                                        -- so it stands behind what is read more often
) STRICT;

INSERT INTO article_new
    (id, guild_id, work, title, author, url, language, size, digest, added_at, added_by, removed_at, text)
    SELECT id, guild_id, work, title, author, url, language, size, digest, added_at, added_by, removed_at, text
    FROM article;

DELETE FROM sqlite_sequence WHERE name = 'article_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'article_new', seq FROM sqlite_sequence WHERE name = 'article';

DROP TABLE article;
ALTER TABLE article_new RENAME TO article;

CREATE UNIQUE INDEX article_digest ON article (ifnull(guild_id, 0), digest);

-- What an article would become, until somebody presses the button that was offered for it.
CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,       -- never used twice: buttons carry it
    article_id INTEGER NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    title      TEXT NOT NULL,
    author     TEXT,
    publisher  TEXT,
    published  TEXT,
    url        TEXT,
    language   TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    made_at    INTEGER NOT NULL,
    text       TEXT NOT NULL
) STRICT;

CREATE INDEX draft_made ON draft (made_at);
