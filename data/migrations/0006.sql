-- Shared articles that a guild's editors hid there.
CREATE TABLE hidden (
    guild_id   INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    hidden_at  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX hidden_article ON hidden (article_id);     -- deleting an article looks for its rows here

ALTER TABLE guild ADD COLUMN blocked_at INTEGER;        -- when the bot's owner shut the guild out
