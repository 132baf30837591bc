-- What editors put in the place of what was read, or add to it; words that stand in an interview without quotation
-- marks; and articles whose words are a translation. Triggers that name a table that is made again go first.
DROP TRIGGER schedule_article_added;
DROP TRIGGER schedule_article_changed;
DROP TRIGGER hidden_article_added;
DROP TRIGGER vote_item_added;
DROP TRIGGER review_item_added;

-- Made again, since a column that is added would stand behind the long text. (Foreign keys are off while migrating.)
CREATE TABLE article_new (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,     -- never used twice: old buttons carry it
    guild_id     INTEGER,                               -- NULL: shared with every guild
    work         TEXT,                                  -- what the language editions of one article share
    title        TEXT NOT NULL,
    author       TEXT,
    url          TEXT,                                  -- of a page its canonical address
    language     TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    translated   INTEGER NOT NULL DEFAULT 0 CHECK (translated IN (0, 1)),  -- its words are not those first used
    size         INTEGER NOT NULL,                      -- bytes of text in UTF-8, for the guild's quota
    digest       BLOB NOT NULL,                         -- of the body
    added_at     INTEGER NOT NULL,
    added_by     INTEGER,
    removed_at   INTEGER,                               -- a removed article can be restored until it is purged
    publisher    TEXT,
    published    TEXT,                                  -- date
    text         TEXT NOT NULL                          -- as decoded: every span counts in its characters; long,
                                                        -- so it stands behind what is read more often
) STRICT;

INSERT INTO article_new
    (id, guild_id, work, title, author, url, language, size, digest, added_at, added_by, removed_at, publisher,
     published, text)
    SELECT id, guild_id, work, title, author, url, language, size, digest, added_at, added_by, removed_at, publisher,
        published, text
    FROM article;

DELETE FROM sqlite_sequence WHERE name = 'article_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'article_new', seq FROM sqlite_sequence WHERE name = 'article';

DROP TABLE article;
ALTER TABLE article_new RENAME TO article;

CREATE UNIQUE INDEX article_digest ON article (ifnull(guild_id, 0), digest);
CREATE INDEX article_work ON article (work, language) WHERE work IS NOT NULL;
CREATE INDEX article_added_by ON article (added_by) WHERE added_by IS NOT NULL;

ALTER TABLE draft ADD COLUMN translated INTEGER NOT NULL DEFAULT 0 CHECK (translated IN (0, 1));

-- Made again without UNIQUE: a guild's items share the positions of those that they take the place of.
CREATE TABLE item_new (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL CHECK (kind IN ('quote', 'prediction', 'line', 'three', 'section')),
    position        INTEGER NOT NULL,
    text            TEXT NOT NULL,
    spans           TEXT NOT NULL,                      -- JSON [[start, end], …]
    speaker         TEXT,                               -- quote
    spoken          INTEGER NOT NULL DEFAULT 0 CHECK (spoken IN (0, 1)),  -- quote: without marks, in an interview
    prediction_kind TEXT CHECK (prediction_kind IN ('forecast', 'claim', 'limit')),
    horizon         TEXT,                               -- prediction
    heading         TEXT,                               -- section
    guild_id        INTEGER,                            -- whose editors made it; NULL: it was read
    replaces        INTEGER REFERENCES item (id) ON DELETE SET NULL   -- the one that was read, in that guild
) STRICT;

INSERT INTO item_new
    (id, article_id, kind, position, text, spans, speaker, prediction_kind, horizon, heading)
    SELECT id, article_id, kind, position, text, spans, speaker, prediction_kind, horizon, heading FROM item;

DELETE FROM sqlite_sequence WHERE name = 'item_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'item_new', seq FROM sqlite_sequence WHERE name = 'item';

DROP TABLE item;
ALTER TABLE item_new RENAME TO item;

CREATE INDEX item_article ON item (article_id, kind, position);
CREATE UNIQUE INDEX item_replaces ON item (replaces, guild_id) WHERE replaces IS NOT NULL;
CREATE INDEX item_guild ON item (guild_id) WHERE guild_id IS NOT NULL;

-- No row that is made of an id in a button points at another guild's article or item, whatever id came in.
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

CREATE TRIGGER hidden_article_added BEFORE INSERT ON hidden
WHEN NOT EXISTS (SELECT 1 FROM article WHERE id = NEW.article_id AND guild_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'no shared article'); END;

CREATE TRIGGER item_added BEFORE INSERT ON item
WHEN NEW.guild_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;

CREATE TRIGGER vote_item_added BEFORE INSERT ON vote
WHEN NOT EXISTS (
    SELECT 1 FROM item JOIN article ON article.id = item.article_id
    WHERE item.id = NEW.item_id AND ifnull(item.guild_id, NEW.guild_id) = NEW.guild_id
        AND ifnull(article.guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no item of that guild'); END;

CREATE TRIGGER review_item_added BEFORE INSERT ON review
WHEN NOT EXISTS (
    SELECT 1 FROM item JOIN article ON article.id = item.article_id
    WHERE item.id = NEW.item_id AND ifnull(item.guild_id, NEW.guild_id) = NEW.guild_id
        AND ifnull(article.guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no item of that guild'); END;
