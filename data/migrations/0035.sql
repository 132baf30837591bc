-- When the language model was asked for a server in the last 24 hours, however it ended; nothing of what it was asked.
CREATE TABLE written_answer (
    guild_id INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX written_answer_guild ON written_answer (guild_id, at);
