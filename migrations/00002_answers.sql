-- +goose Up

-- Drafts and responses share an id. Neither has another key, a reference or a
-- time: the tables can be distributed by id, and no column tells when a row was
-- written.
CREATE TABLE drafts (
    id         uuid PRIMARY KEY,
    edition_id uuid NOT NULL,
    version    text NOT NULL,                       -- questionnaire_versions.hash
    revision   integer NOT NULL,                    -- counts the pages saved
    language   text NOT NULL,
    source     text NOT NULL,                       -- invitation, open link, panel
    context    jsonb NOT NULL DEFAULT '{}',         -- what routing needs besides answers
    answers    jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX drafts_edition ON drafts (edition_id);

CREATE TABLE responses (
    id             uuid PRIMARY KEY,
    edition_id     uuid NOT NULL,
    version        text NOT NULL,
    language       text NOT NULL,
    source         text NOT NULL,                   -- invitation, open link, panel, import
    disposition    text NOT NULL,                   -- complete, partial, screened out …
    context        jsonb NOT NULL DEFAULT '{}',
    answers        jsonb NOT NULL DEFAULT '{}',
    administrative jsonb NOT NULL DEFAULT '{}'      -- columns kept from an import
);

CREATE INDEX responses_edition ON responses (edition_id);

-- Counts for staff while an edition is open, by day in the edition's time zone.
-- Each day has several rows that are added up, so that submissions at the same
-- time do not wait for one another.
CREATE TABLE edition_days (
    edition_id uuid NOT NULL,
    day        date NOT NULL,
    slot       integer NOT NULL,
    started    integer NOT NULL DEFAULT 0,
    submitted  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (edition_id, day, slot)
);

-- +goose Down

DROP TABLE edition_days;
DROP TABLE responses;
DROP TABLE drafts;
