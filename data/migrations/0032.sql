-- Which language model may write answers in a server: the host that is asked and its name there, as editors were told;
-- NULL: none.
ALTER TABLE guild ADD COLUMN model TEXT;
