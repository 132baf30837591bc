-- What the editors of a guild say of an item that was read. The item stays as it was read: what differs is the
-- correction.
CREATE TABLE review (
    guild_id        INTEGER NOT NULL,
    item_id         INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    verdict         TEXT NOT NULL CHECK (verdict IN ('approved', 'rejected')),
    speaker         TEXT,                               -- NULL: as read; '': nobody is named
    prediction_kind TEXT CHECK (prediction_kind IN ('forecast', 'claim', 'limit')),  -- NULL: as read
    reviewed_at     INTEGER NOT NULL,
    PRIMARY KEY (guild_id, item_id)
) STRICT, WITHOUT ROWID;

-- Deleting an item looks for its rows here.
CREATE INDEX review_item ON review (item_id);

ALTER TABLE guild ADD COLUMN unreviewed INTEGER NOT NULL DEFAULT 1 CHECK (unreviewed IN (0, 1));  -- are they shown?

-- On which ground what is made of an article's text may be exported; without a row it may not. (A column of the
-- article would stand behind its long text.)
CREATE TABLE rights (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    ground     TEXT NOT NULL CHECK (ground IN ('own', 'permission', 'licence', 'public-domain'))
) STRICT;
