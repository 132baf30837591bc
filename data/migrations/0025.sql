-- Who doesn't want cards to be made of their messages, in whatever guild; known as voters are.
CREATE TABLE refusal (
    person     BLOB PRIMARY KEY,                        -- the keyed hash that votes have
    refused_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
