-- When an editor was shown the guided start there.
ALTER TABLE guild ADD COLUMN started_at INTEGER;
