-- Articles in parts: what a schedule posts of them, what comes after, and who said that they may be posted.

-- Made again, since a CHECK lists the contents. (Foreign keys are off while migrating; the triggers go with the table.)
CREATE TABLE schedule_new (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id   TEXT NOT NULL UNIQUE,                   -- random; in its posts' buttons, so that they are known for ever
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1799),  -- after midnight; 1500 is 25:00
    days        INTEGER NOT NULL CHECK (days BETWEEN 1 AND 127),      -- bit n: weekday n, 0 is Monday
    zone        TEXT,                                   -- IANA name; NULL: the guild's
    content     TEXT NOT NULL CHECK (content IN ('prediction', 'quote', 'summary', 'mixed', 'parts')),
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
    removed_at  INTEGER,
    style       TEXT NOT NULL DEFAULT 'text' CHECK (style IN ('text', 'card', 'square', 'vertical', 'vertical-square')),
    size        TEXT NOT NULL DEFAULT 'medium' CHECK (size IN ('short', 'medium', 'long'))    -- of parts
) STRICT;

INSERT INTO schedule_new
    (id, public_id, guild_id, channel_id, minutes, days, zone, content, article_id, language, role_id, created_by,
     created_at, done_until, next_run, next_date, paused_by, problems, problem_at, recheck_at, removed_at, style)
    SELECT id, public_id, guild_id, channel_id, minutes, days, zone, content, article_id, language, role_id, created_by,
        created_at, done_until, next_run, next_date, paused_by, problems, problem_at, recheck_at, removed_at, style
    FROM schedule;

DELETE FROM sqlite_sequence WHERE name = 'schedule_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'schedule_new', seq FROM sqlite_sequence WHERE name = 'schedule';

DROP TABLE schedule;
ALTER TABLE schedule_new RENAME TO schedule;

CREATE INDEX schedule_due ON schedule (next_run) WHERE next_run IS NOT NULL;
CREATE INDEX schedule_recheck ON schedule (recheck_at) WHERE recheck_at IS NOT NULL;
CREATE INDEX schedule_removed ON schedule (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX schedule_guild ON schedule (guild_id);
CREATE INDEX schedule_created_by ON schedule (created_by);
CREATE INDEX schedule_paused_by ON schedule (paused_by) WHERE paused_by IS NOT NULL;

CREATE TRIGGER schedule_article_added BEFORE INSERT ON schedule
WHEN NEW.article_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;

CREATE TRIGGER schedule_article_changed BEFORE UPDATE OF article_id, guild_id ON schedule
WHEN NEW.article_id IS NOT NULL AND (NEW.article_id, NEW.guild_id) IS NOT (OLD.article_id, OLD.guild_id)
    AND NOT EXISTS (
        SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
    )
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;

-- The articles of a schedule, in the order in which they are posted. The one that is being posted is the first; it
-- leaves when the next one begins.
CREATE TABLE queue (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,      -- never used twice: one reading of one article
    schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    article_id  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    UNIQUE (schedule_id, article_id)
) STRICT;

CREATE INDEX queue_article ON queue (article_id);       -- deleting an article looks for its rows here

CREATE TRIGGER queue_article_added BEFORE INSERT ON queue
WHEN NOT EXISTS (
    SELECT 1 FROM article JOIN schedule ON ifnull(article.guild_id, schedule.guild_id) = schedule.guild_id
    WHERE article.id = NEW.article_id AND schedule.id = NEW.schedule_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;

-- The part that a post shows, from its claim on; a post that ended and is surely not there has none, nor has one that
-- shows items. Where it closes an article, the part is empty: it starts where it ends.
ALTER TABLE delivery ADD COLUMN queue_id INTEGER;       -- no reference: the reading may be over
ALTER TABLE delivery ADD COLUMN article_id INTEGER;
ALTER TABLE delivery ADD COLUMN part_start INTEGER;     -- in characters of the article's text
ALTER TABLE delivery ADD COLUMN part_end INTEGER;
ALTER TABLE delivery ADD COLUMN part_number INTEGER;    -- from 1
ALTER TABLE delivery ADD COLUMN part_count INTEGER;

CREATE INDEX delivery_queue ON delivery (queue_id) WHERE queue_id IS NOT NULL;
CREATE INDEX delivery_article ON delivery (article_id) WHERE article_id IS NOT NULL;

-- An editor's word that a guild may be shown a whole article, in parts, in its channels.
CREATE TABLE consent (
    guild_id   INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    given_by   INTEGER NOT NULL,                        -- the person; 0: nobody any more
    given_at   INTEGER NOT NULL,
    PRIMARY KEY (guild_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_article ON consent (article_id);   -- deleting an article looks for its rows here
CREATE INDEX consent_given_by ON consent (given_by);

CREATE TRIGGER consent_article_added BEFORE INSERT ON consent
WHEN NOT EXISTS (
    SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;
