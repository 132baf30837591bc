-- A thread under each post of a schedule; and when that of a post is to be made, while it is wanted.
ALTER TABLE schedule ADD COLUMN thread INTEGER NOT NULL DEFAULT 0 CHECK (thread IN (0, 1));
ALTER TABLE delivery ADD COLUMN thread_at INTEGER;
CREATE INDEX delivery_thread ON delivery (thread_at) WHERE thread_at IS NOT NULL;
