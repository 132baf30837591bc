-- Questions about predictions, what people think will happen, and what came of it.
CREATE TABLE question (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,       -- never used twice: buttons and posts carry it
    guild_id   INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    item_id    INTEGER REFERENCES item (id) ON DELETE SET NULL,  -- NULL: its words went with a refresh
    words      TEXT NOT NULL,                           -- of the prediction, when the question was asked
    text       TEXT NOT NULL,                           -- what is answered with yes or no
    due_on     TEXT NOT NULL,                           -- the last date on which it can come true
    zone       TEXT NOT NULL,                           -- IANA name: whose date that is
    due_at     INTEGER NOT NULL,                        -- when that date ends there
    asked_by   INTEGER NOT NULL,                        -- the person; 0: nobody any more
    asked_at   INTEGER NOT NULL,
    next_post  TEXT                                     -- the date from which a post tells of it; NULL: none does
) STRICT;

CREATE INDEX question_guild ON question (guild_id, due_at);
CREATE INDEX question_article ON question (article_id); -- deleting an article looks for its rows here
CREATE INDEX question_item ON question (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX question_asked_by ON question (asked_by);
CREATE INDEX question_next_post ON question (guild_id, next_post) WHERE next_post IS NOT NULL;

CREATE TRIGGER question_article_added BEFORE INSERT ON question
WHEN NOT EXISTS (
    SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;

-- What editors say came of a question, each time that they say it. The last one that wasn't undone is what counts,
-- a day after it was made; until then it is the one before it.
CREATE TABLE resolution (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    outcome     TEXT NOT NULL CHECK (outcome IN ('yes', 'no', 'void')),
    evidence    TEXT NOT NULL,                          -- an address or a note
    made_by     INTEGER NOT NULL,                       -- the person; 0: nobody any more
    made_at     INTEGER NOT NULL,
    undone_at   INTEGER
) STRICT;

CREATE INDEX resolution_question ON resolution (question_id);
CREATE INDEX resolution_made_by ON resolution (made_by);

-- Who thinks that a resolution is wrong, and why. `forecaster` is the keyed hash that votes have.
CREATE TABLE objection (
    resolution_id INTEGER NOT NULL REFERENCES resolution (id) ON DELETE CASCADE,
    forecaster    BLOB NOT NULL,
    reason        TEXT NOT NULL,
    made_at       INTEGER NOT NULL,
    PRIMARY KEY (resolution_id, forecaster)
) STRICT, WITHOUT ROWID;

CREATE INDEX objection_forecaster ON objection (forecaster);

-- How probable people think it is, each time that they said so: the last one counts.
CREATE TABLE forecast (
    question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    forecaster  BLOB NOT NULL,
    made_at     INTEGER NOT NULL,
    probability INTEGER NOT NULL CHECK (probability BETWEEN 1 AND 999),  -- of yes, in thousandths
    PRIMARY KEY (question_id, forecaster, made_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX forecast_forecaster ON forecast (forecaster);

-- Who agreed to be named on the board of a guild.
CREATE TABLE board (
    guild_id   INTEGER NOT NULL,
    forecaster BLOB NOT NULL,
    user_id    INTEGER NOT NULL,
    agreed_at  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, forecaster)
) STRICT, WITHOUT ROWID;

CREATE INDEX board_user ON board (user_id);
CREATE INDEX board_forecaster ON board (forecaster);

-- One more kind of message, which tells of questions, and what it tells of.
ALTER TABLE delivery ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';  -- JSON [question ids]
ALTER TABLE delivery ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'post' CHECK (kind_new IN ('post', 'test', 'questions'));
UPDATE delivery SET kind_new = kind;
ALTER TABLE delivery DROP COLUMN kind;
ALTER TABLE delivery RENAME COLUMN kind_new TO kind;

-- What can be deleted, which a CHECK lists.
ALTER TABLE deletion ADD COLUMN kind_new TEXT NOT NULL DEFAULT 'person' CHECK (
    kind_new IN ('person', 'vote', 'article', 'text', 'schedule', 'guild', 'saved', 'reminder', 'question', 'board')
);
UPDATE deletion SET kind_new = kind;
ALTER TABLE deletion DROP COLUMN kind;
ALTER TABLE deletion RENAME COLUMN kind_new TO kind;
