-- What a running process knows of itself, renewed with its lease: whether it is well can be seen from outside.
ALTER TABLE lease ADD COLUMN pulse TEXT NOT NULL DEFAULT '{}';  -- JSON, see bot/model/pulse.py
