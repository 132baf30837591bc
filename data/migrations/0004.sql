-- What finds words: tokens of bot.words, space between, after '§' and the guild's id (0: shared). The texts
-- themselves stay where they are, so a row goes only by the very tokens it was made of (bot.store.index).
-- The bot fills both when it starts.
CREATE VIRTUAL TABLE sentence_index USING fts5 (        -- rowid: the article's id * 2^20 + the sentence's position
    words, content = '', columnsize = 0, prefix = '1 3', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE quote_index USING fts5 (           -- rowid: the item's id
    words, content = '', columnsize = 0, prefix = '1 3', tokenize = 'ascii'
);
ALTER TABLE item DROP COLUMN folded;

-- Whether a work has an edition in a language is asked for each place that a search finds.
CREATE INDEX article_work ON article (work, language) WHERE work IS NOT NULL;
