-- +goose Up

-- One computed, disclosure-checked set of results; never changed once written.
CREATE TABLE releases (
    id         uuid PRIMARY KEY,
    edition_id uuid NOT NULL CONSTRAINT releases_edition_exists REFERENCES editions,
    created_at timestamptz NOT NULL DEFAULT now(),
    content    jsonb NOT NULL
);

CREATE INDEX releases_edition ON releases (edition_id);

-- +goose Down

DROP TABLE releases;
