-- +goose Up

-- Questionnaires that were uploaded and not yet published.
CREATE TABLE uploads (
    id          uuid PRIMARY KEY,
    uploaded_by text NOT NULL,                      -- e-mail address of the user
    uploaded_at timestamptz NOT NULL,
    files       jsonb NOT NULL,                     -- names, the questionnaire's first
    definition  jsonb NOT NULL,
    warnings    jsonb NOT NULL                      -- what its author should weigh
);

-- +goose Down

DROP TABLE uploads;
