-- The names that the code uses.
ALTER TABLE schedule RENAME COLUMN tag TO public_id;
ALTER TABLE delivery RENAME COLUMN doubtful TO maybe_sent;
