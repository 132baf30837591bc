-- Times are Unix seconds in UTC. Ids of guilds, users and roles are Discord's.

CREATE TABLE guild (
    id          INTEGER PRIMARY KEY,
    language    TEXT CHECK (language IN ('ja', 'en')),  -- NULL: as the guild's Discord locale says
    zone        TEXT,                                   -- IANA name; NULL: not chosen
    editor_role INTEGER,                                -- NULL: only Manage Server
    left_at     INTEGER                                 -- when the bot was removed from the guild
) STRICT;

CREATE TABLE article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,       -- never used twice: old buttons carry it
    guild_id   INTEGER,                                 -- NULL: shared with every guild
    work       TEXT,                                    -- what the language editions of one article share
    title      TEXT NOT NULL,
    author     TEXT,
    url        TEXT,
    language   TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    size       INTEGER NOT NULL,                        -- bytes of text in UTF-8, for the guild's quota
    digest     BLOB NOT NULL,
    added_at   INTEGER NOT NULL,
    added_by   INTEGER,
    removed_at INTEGER,                                 -- a removed article can be restored until it is purged
    text       TEXT NOT NULL                            -- as decoded: every span counts in its characters; long,
                                                        -- so it stands behind what is read more often
) STRICT;

CREATE UNIQUE INDEX article_digest ON article (ifnull(guild_id, 0), digest);

CREATE TABLE sentence (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    spans      TEXT NOT NULL,                           -- JSON [[start, end], …]
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- What was read out of an article. A summary has several rows: one for its line, three for the three lines,
-- one for each section.
CREATE TABLE item (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL CHECK (kind IN ('quote', 'prediction', 'line', 'three', 'section')),
    position        INTEGER NOT NULL,
    text            TEXT NOT NULL,
    folded          TEXT NOT NULL,                      -- text as words.fold() makes it, to be searched
    spans           TEXT NOT NULL,                      -- JSON [[start, end], …]
    speaker         TEXT,                               -- quote
    prediction_kind TEXT CHECK (prediction_kind IN ('forecast', 'claim', 'limit')),
    horizon         TEXT,                               -- prediction
    heading         TEXT,                               -- section
    UNIQUE (article_id, kind, position)
) STRICT;

-- In which round of a guild an item was last shown, and in which order.
CREATE TABLE showing (
    guild_id INTEGER NOT NULL,
    item_id  INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    round    INTEGER NOT NULL,
    turn     INTEGER NOT NULL,
    PRIMARY KEY (guild_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction_of_the_day (
    guild_id INTEGER NOT NULL,
    date     TEXT NOT NULL,                             -- the guild's local date
    item_id  INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    PRIMARY KEY (guild_id, date)
) STRICT, WITHOUT ROWID;

-- Deleting an item looks for its rows here.
CREATE INDEX showing_item ON showing (item_id);
CREATE INDEX prediction_of_the_day_item ON prediction_of_the_day (item_id);
CREATE INDEX prediction_of_the_day_date ON prediction_of_the_day (date);

-- One running bot a database.
CREATE TABLE lease (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    holder     TEXT NOT NULL,
    expires_at REAL NOT NULL
) STRICT;
