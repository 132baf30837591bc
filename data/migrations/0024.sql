-- More themes and more shapes of cards, which CHECKs list; the first two themes got names of their own.
ALTER TABLE guild ADD COLUMN theme_new TEXT NOT NULL DEFAULT 'paper'
    CHECK (theme_new IN ('paper', 'night', 'indigo', 'bamboo', 'sunset', 'blossom', 'gold', 'violet'));
UPDATE guild SET theme_new = CASE theme WHEN 'dark' THEN 'night' ELSE 'paper' END;
ALTER TABLE guild DROP COLUMN theme;
ALTER TABLE guild RENAME COLUMN theme_new TO theme;

ALTER TABLE schedule ADD COLUMN style_new TEXT NOT NULL DEFAULT 'text'
    CHECK (style_new IN ('text', 'card', 'square', 'vertical', 'vertical-square', 'portrait', 'story',
                         'vertical-portrait', 'vertical-story'));
UPDATE schedule SET style_new = style;
ALTER TABLE schedule DROP COLUMN style;
ALTER TABLE schedule RENAME COLUMN style_new TO style;
