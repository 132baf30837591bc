-- The newest sentence of a guild's own articles, or of the shared ones, comes first in its index (bot.store.index):
-- nothing of other guilds is passed over, and what is asked for most is read first. A prefix of any usual length has
-- its rows in one piece. The bot fills both when it starts. What stands under 'indexing' keeps every process from taking
-- out what isn't there until then.
DROP TABLE sentence_index;
DROP TABLE quote_index;
CREATE VIRTUAL TABLE sentence_index USING fts5 (
    words, content = '', columnsize = 0, prefix = '1 3 4 5 6 7 8 9 10 11 12 13 14 15 16', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE quote_index USING fts5 (
    words, content = '', columnsize = 0, prefix = '1 3 4 5 6 7 8 9 10 11 12 13 14 15 16', tokenize = 'ascii'
);
DELETE FROM meta WHERE key = 'index';
INSERT INTO meta (key, value)
SELECT 'indexing', newest || ' -1' FROM (SELECT max(id) AS newest FROM article) WHERE newest IS NOT NULL;
