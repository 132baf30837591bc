-- What people think is a forecast; what an article thinks is an outlook. A CHECK lists the kinds.
ALTER TABLE item ADD COLUMN prediction_kind_new TEXT CHECK (prediction_kind_new IN ('outlook', 'claim', 'limit'));
UPDATE item SET prediction_kind_new = iif(prediction_kind = 'forecast', 'outlook', prediction_kind)
    WHERE prediction_kind IS NOT NULL;
ALTER TABLE item DROP COLUMN prediction_kind;
ALTER TABLE item RENAME COLUMN prediction_kind_new TO prediction_kind;

ALTER TABLE review ADD COLUMN prediction_kind_new TEXT CHECK (prediction_kind_new IN ('outlook', 'claim', 'limit'));
UPDATE review SET prediction_kind_new = iif(prediction_kind = 'forecast', 'outlook', prediction_kind)
    WHERE prediction_kind IS NOT NULL;
ALTER TABLE review DROP COLUMN prediction_kind;
ALTER TABLE review RENAME COLUMN prediction_kind_new TO prediction_kind;

-- Drafts of before don't say who made a prediction, and have the kinds of before.
DELETE FROM draft;

-- What editors say of a prediction: when it was made, and by when it is to come true ('': the article doesn't say).
ALTER TABLE review ADD COLUMN said_on TEXT;
ALTER TABLE review ADD COLUMN due_on TEXT;
