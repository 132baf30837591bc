-- What is stored of a person is found and deleted by an index. (0 in the place of a person's id: nobody any more.)
CREATE INDEX vote_voter ON vote (voter);
CREATE INDEX article_added_by ON article (added_by) WHERE added_by IS NOT NULL;
CREATE INDEX schedule_created_by ON schedule (created_by);
CREATE INDEX schedule_paused_by ON schedule (paused_by) WHERE paused_by IS NOT NULL;
CREATE INDEX delivery_notice ON delivery (target) WHERE kind = 'notice';
