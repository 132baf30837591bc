-- What guilds had fetched or read in the last 24 hours, however it ended. What feeds are polled for counts for none.
CREATE TABLE fetch (
    guild_id INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    way      TEXT    NOT NULL CHECK (way IN ('editors', 'feeds', 'members'))
) STRICT;
CREATE INDEX fetch_guild ON fetch (guild_id, at);
CREATE INDEX fetch_at ON fetch (at);
