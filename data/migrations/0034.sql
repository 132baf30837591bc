-- When in a recording something was said: from `start` in an article's text until the next row, at `second`.
CREATE TABLE timing (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    second     INTEGER NOT NULL,
    PRIMARY KEY (article_id, start)
) STRICT, WITHOUT ROWID;
