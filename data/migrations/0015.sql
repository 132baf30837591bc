-- What was read of a draft's text: reading the text again would lose what the page or file said besides. Drafts of
-- before have none; adding the article again makes a new one.
DELETE FROM draft;
ALTER TABLE draft ADD COLUMN reading TEXT NOT NULL DEFAULT '';    -- JSON, as the reading process wrote it
