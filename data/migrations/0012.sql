-- Whether a sentence follows the one before with no heading and no words between. Articles that are stored already:
-- where so few characters are between that they can only be white space; the rest is known when they are refreshed.
ALTER TABLE sentence ADD COLUMN adjoins INTEGER NOT NULL DEFAULT 0 CHECK (adjoins IN (0, 1));

UPDATE sentence SET adjoins = 1 FROM sentence AS before
WHERE before.article_id = sentence.article_id AND before.position = sentence.position - 1
    AND json_extract(sentence.spans, '$[0][0]') - json_extract(before.spans, '$[#-1][1]') BETWEEN 0 AND 2;

-- A draft counts towards its guild's quota, too. (Made again, since a column that is added would stand behind the
-- long text.)
CREATE TABLE draft_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,       -- never used twice: buttons carry it
    article_id INTEGER NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    title      TEXT NOT NULL,
    author     TEXT,
    publisher  TEXT,
    published  TEXT,
    url        TEXT,
    language   TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    made_at    INTEGER NOT NULL,
    size       INTEGER NOT NULL,                        -- bytes of text in UTF-8
    text       TEXT NOT NULL
) STRICT;

INSERT INTO draft_new (id, article_id, title, author, publisher, published, url, language, made_at, size, text)
    SELECT id, article_id, title, author, publisher, published, url, language, made_at, length(CAST(text AS BLOB)), text
    FROM draft;

DELETE FROM sqlite_sequence WHERE name = 'draft_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'draft_new', seq FROM sqlite_sequence WHERE name = 'draft';

DROP TABLE draft;
ALTER TABLE draft_new RENAME TO draft;

CREATE INDEX draft_made ON draft (made_at);

-- No row that is made of an id in a button points at another guild's article, whatever id came in.
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

CREATE TRIGGER vote_item_added BEFORE INSERT ON vote
WHEN NOT EXISTS (
    SELECT 1 FROM item JOIN article ON article.id = item.article_id
    WHERE item.id = NEW.item_id AND ifnull(article.guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no item of that guild'); END;

CREATE TRIGGER review_item_added BEFORE INSERT ON review
WHEN NOT EXISTS (
    SELECT 1 FROM item JOIN article ON article.id = item.article_id
    WHERE item.id = NEW.item_id AND ifnull(article.guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no item of that guild'); END;
