-- What sentences mean, where the extra `meaning` is installed: vectors, made of up to 64 sentences at a time. They go
-- with the sentences that they were made of; what a refresh puts in their place has none until it is made.
CREATE TABLE vector (
    article_id INTEGER NOT NULL,
    start      INTEGER NOT NULL,                        -- the position of the first of these sentences
    model      TEXT NOT NULL,                           -- the name and version of what made them
    vectors    BLOB NOT NULL,                           -- 384 bytes for each sentence, each a signed number
    PRIMARY KEY (article_id, start),
    FOREIGN KEY (article_id, start) REFERENCES sentence (article_id, position) ON DELETE CASCADE
) STRICT;
