-- What people are told by direct message, each fact once; where that can't be, an editor is told by the next answer.
CREATE TABLE notice (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id    INTEGER NOT NULL,                       -- 0: the whole bot; its owner is told
    person      INTEGER NOT NULL,                       -- who is told; 0: nobody by direct message, or the owner
    identity    TEXT NOT NULL,                          -- which fact it is
    key         TEXT NOT NULL,                          -- the message of the locales
    variables   TEXT NOT NULL,                          -- JSON {name: text or number}
    schedule_id INTEGER REFERENCES schedule (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'untold', 'seen')),
    nonce       TEXT NOT NULL,
    letter      INTEGER,                                -- the first notice of the message that this one is part of
    attempts    INTEGER NOT NULL DEFAULT 0,
    retry_at    INTEGER,                                -- while it waits, otherwise NULL
    UNIQUE (guild_id, identity),
    CHECK ((retry_at IS NULL) = (state <> 'waiting'))
) STRICT;

CREATE INDEX notice_waiting ON notice (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX notice_untold ON notice (guild_id) WHERE state = 'untold';
CREATE INDEX notice_person ON notice (person);
CREATE INDEX notice_letter ON notice (letter) WHERE letter IS NOT NULL;
CREATE INDEX notice_schedule ON notice (schedule_id);

INSERT INTO notice (guild_id, person, identity, key, variables, schedule_id, created_at, state, nonce, retry_at)
SELECT guild_id, target, 'stopped:' || schedule_id || ':' || id, 'notice-stopped', '{}', schedule_id, due_at,
    CASE WHEN retry_at IS NOT NULL THEN 'waiting' WHEN state = 'failed' AND seen_at IS NULL THEN 'untold' ELSE 'told' END,
    nonce, retry_at
FROM delivery WHERE kind = 'notice';

DROP INDEX delivery_notice;
DROP INDEX delivery_unseen;
DELETE FROM delivery WHERE kind = 'notice';

-- When somebody asked for a post to be sent late.
ALTER TABLE delivery ADD COLUMN requested_at INTEGER;
