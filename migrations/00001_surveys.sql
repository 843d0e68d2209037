-- +goose Up

CREATE TABLE surveys (
    key        text PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A published questionnaire never changes: its key is the hash of its content.
CREATE TABLE questionnaire_versions (
    hash         text PRIMARY KEY,
    survey       text NOT NULL CONSTRAINT questionnaire_versions_survey_exists REFERENCES surveys,
    definition   jsonb NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX questionnaire_versions_survey ON questionnaire_versions (survey);

-- Whether an edition is open is computed from opens_at and closes_at.
CREATE TABLE editions (
    id              uuid PRIMARY KEY,
    survey          text NOT NULL CONSTRAINT editions_survey_exists REFERENCES surveys,
    key             text NOT NULL,
    version         text NOT NULL CONSTRAINT editions_version_exists REFERENCES questionnaire_versions,
    time_zone       text NOT NULL,                  -- IANA name
    opens_at        timestamptz,
    closes_at       timestamptz,
    confidentiality text NOT NULL CONSTRAINT editions_confidentiality_known
                    CHECK (confidentiality IN ('identified', 'confidential', 'anonymous')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT editions_survey_key_unique UNIQUE (survey, key),
    CONSTRAINT editions_opens_before_closes CHECK (opens_at < closes_at)
);

-- Every version that an edition was ever answered in, numbered from 1.
CREATE TABLE edition_versions (
    edition_id   uuid NOT NULL CONSTRAINT edition_versions_edition_exists REFERENCES editions,
    number       integer NOT NULL,
    hash         text NOT NULL CONSTRAINT edition_versions_hash_exists REFERENCES questionnaire_versions,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (edition_id, number)
);

-- +goose Down

DROP TABLE edition_versions;
DROP TABLE editions;
DROP TABLE questionnaire_versions;
DROP TABLE surveys;
