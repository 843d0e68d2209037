-- +goose Up

-- Files that respondents sent, in chunks. They belong to a draft or a response
-- by its id, so that the tables can be distributed as those; like them they
-- hold no time.
CREATE TABLE files (
    response_id uuid NOT NULL,                      -- of drafts and responses
    id          uuid NOT NULL,
    size        bigint NOT NULL,                    -- bytes
    PRIMARY KEY (response_id, id)
);

CREATE TABLE file_chunks (
    response_id uuid NOT NULL,
    file_id     uuid NOT NULL,
    number      integer NOT NULL,                   -- from 0
    data        bytea NOT NULL,
    PRIMARY KEY (response_id, file_id, number)
);

-- +goose Down

DROP TABLE file_chunks;
DROP TABLE files;
