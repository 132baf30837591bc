-- What a channel gets by itself, and when. Times are Unix seconds in UTC.
CREATE TABLE schedule (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tag         TEXT NOT NULL UNIQUE,                   -- random; in its posts' buttons, so that they are known for ever
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1799),  -- after midnight; 1500 is 25:00
    days        INTEGER NOT NULL CHECK (days BETWEEN 1 AND 127),      -- bit n: weekday n, 0 is Monday
    zone        TEXT,                                   -- IANA name; NULL: the guild's
    content     TEXT NOT NULL CHECK (content IN ('prediction', 'quote', 'summary', 'mixed')),
    article_id  INTEGER,                                -- no reference: one that is gone is still the one chosen
    language    TEXT CHECK (language IN ('ja', 'en')),  -- NULL: the guild's
    role_id     INTEGER,                                -- to ping
    created_by  INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    done_until  INTEGER NOT NULL,                       -- runs up to here are dealt with
    next_run    INTEGER,                                -- NULL: paused, removed, or the guild was left
    next_date   TEXT,                                   -- the local date that next_run stands for
    paused_by   INTEGER,                                -- the person
    problems    TEXT,                                   -- names, space between; NULL: none known
    problem_at  INTEGER,                                -- since when
    recheck_at  INTEGER,                                -- when the problem ends by itself, if that is known
    removed_at  INTEGER
) STRICT;

-- Only rows that can come due: finding them costs what is due, not what exists.
CREATE INDEX schedule_due ON schedule (next_run) WHERE next_run IS NOT NULL;
CREATE INDEX schedule_recheck ON schedule (recheck_at) WHERE recheck_at IS NOT NULL;
CREATE INDEX schedule_removed ON schedule (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX schedule_guild ON schedule (guild_id);

-- The outbox and the history in one. A row is made when it is claimed and never changes its slot; that a slot
-- exists once is the promise, nonce and button only carry it over the wire.
CREATE TABLE delivery (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    slot        TEXT NOT NULL,                          -- '2026-10-08', 'test:<interaction>', 'notice:<problem_at>'
    kind        TEXT NOT NULL CHECK (kind IN ('post', 'test', 'notice')),
    guild_id    INTEGER NOT NULL,
    target      INTEGER NOT NULL,                       -- the channel; of a notice the person
    due_at      INTEGER NOT NULL,
    state       TEXT NOT NULL
                CHECK (state IN ('claimed', 'waiting', 'sent', 'failed', 'skipped', 'unknown')),
    reason      TEXT,
    items       TEXT NOT NULL,                          -- JSON [item ids]
    nonce       TEXT NOT NULL,
    holder      TEXT,                                   -- the lease's holder that claimed it
    attempts    INTEGER NOT NULL DEFAULT 0,
    doubtful    INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1)),  -- an attempt may have arrived
    retry_at    INTEGER,                                -- while claimed or waiting, otherwise NULL
    message_id  INTEGER,
    done_at     INTEGER,
    seen_at     INTEGER,                                -- when a notice that failed was shown to an editor
    UNIQUE (schedule_id, slot),
    CHECK ((retry_at IS NULL) = (state NOT IN ('claimed', 'waiting')))
) STRICT;

CREATE INDEX delivery_open ON delivery (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX delivery_due ON delivery (due_at);
CREATE INDEX delivery_unseen ON delivery (guild_id)
    WHERE kind = 'notice' AND state = 'failed' AND seen_at IS NULL;

-- What the database remembers of the program that used it: 'tzdata', 'application'.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
