-- How cards look in a guild, and how a schedule shows quotations.
ALTER TABLE guild ADD COLUMN theme TEXT NOT NULL DEFAULT 'light' CHECK (theme IN ('light', 'dark'));
ALTER TABLE schedule ADD COLUMN style TEXT NOT NULL DEFAULT 'text'
    CHECK (style IN ('text', 'card', 'square', 'vertical', 'vertical-square'));
