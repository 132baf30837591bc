-- A thread under each post of a schedule; and when that of a post is to be made, while it is wanted.
ALTER TABLE schedule ADD COLUMN thread INTEGER NOT NULL DEFAULT 0 CHECK (thread IN (0, 1));
ALTER TABLE delivery ADD COLUMN thread_at INTEGER;
CREATE INDEX delivery_thread ON delivery (thread_at) WHERE thread_at IS NOT NULL;

-- One more content, which a CHECK lists.
ALTER TABLE schedule ADD COLUMN content_new TEXT NOT NULL DEFAULT 'prediction'
    CHECK (content_new IN ('prediction', 'quote', 'summary', 'mixed', 'parts', 'digest'));
UPDATE schedule SET content_new = content;
ALTER TABLE schedule DROP COLUMN content;
ALTER TABLE schedule RENAME COLUMN content_new TO content;
