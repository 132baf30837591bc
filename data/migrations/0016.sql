-- The body of an article: what members read in parts, block by block. Articles that are stored already have no rows:
-- their sentences say what is known of theirs until they are refreshed.
CREATE TABLE body (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN (
        'heading', 'paragraph', 'list-item', 'quotation', 'table-row', 'caption', 'code', 'turn'
    )),
    spans      TEXT NOT NULL,                           -- JSON [[start, end], …]
    breaks     TEXT NOT NULL,                           -- JSON [offset in the block's text, …]
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- How far somebody has read an article in a guild. `reader` is the keyed hash that votes have.
CREATE TABLE place (
    guild_id   INTEGER NOT NULL,
    reader     BLOB NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,                        -- of the part that was shown last: an offset in the text
    size       TEXT NOT NULL CHECK (size IN ('short', 'medium', 'long')),
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (guild_id, reader, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX place_reader ON place (reader);
CREATE INDEX place_article ON place (article_id);       -- deleting and refreshing an article look for its rows here

CREATE TRIGGER place_article_added BEFORE INSERT ON place
WHEN NOT EXISTS (
    SELECT 1 FROM article WHERE id = NEW.article_id AND ifnull(guild_id, NEW.guild_id) = NEW.guild_id
)
BEGIN SELECT RAISE(ABORT, 'no article of that guild'); END;
