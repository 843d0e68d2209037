package postgres

import (
	"context"
	"database/sql"
	"errors"
	"io"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"barometer/internal/collect"
	"barometer/internal/fault"
)

// chunkBytes is how much of a file one row holds.
const chunkBytes = 256 << 10

var _ collect.FileStore = (*Responses)(nil)

// AddFile keeps a file of a draft. It is not tried again, since r can be read
// once only.
func (s *Responses) AddFile(ctx context.Context, responseID, id string, r io.Reader, most int64) (size int64, err error) {
	defer fault.Wrap(&err, "postgres.AddFile")
	if uuid.Validate(responseID) != nil {
		return 0, errNoDraft
	}
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return 0, wrap(ctx, err)
	}
	defer tx.Rollback()
	// The draft is locked, so that its files cannot grow past the limit
	// together.
	var used int64
	err = tx.GetContext(ctx, &used, `
		SELECT COALESCE((SELECT sum(size) FROM files WHERE response_id = $1), 0)
		FROM (SELECT id FROM drafts WHERE id = $1 FOR UPDATE) AS draft`, responseID)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, errNoDraft
	}
	if err != nil {
		return 0, wrap(ctx, err)
	}
	if size, err = addChunks(ctx, tx, responseID, id, r, most-used); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO files (response_id, id, size) VALUES ($1, $2, $3)`, responseID, id, size); err != nil {
		return 0, wrap(ctx, err)
	}
	return size, wrap(ctx, tx.Commit())
}

func addChunks(ctx context.Context, tx *sqlx.Tx, responseID, id string, r io.Reader, most int64) (size int64, err error) {
	chunk := make([]byte, chunkBytes)
	for number := 0; ; number++ {
		n, err := io.ReadFull(r, chunk)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		if size += int64(n); size > most {
			return 0, fault.New(fault.TooLarge, "the files of this answer take too much room together")
		}
		if n > 0 {
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO file_chunks (response_id, file_id, number, data) VALUES ($1, $2, $3, $4)`,
				responseID, id, number, chunk[:n]); err != nil {
				return 0, wrap(ctx, err)
			}
		}
		if err != nil {
			return size, nil
		}
	}
}

// File gives a file's content, chunk by chunk, so that none is held that nobody
// reads.
func (s *Responses) File(ctx context.Context, responseID, id string) (_ io.Reader, err error) {
	defer fault.Wrap(&err, "postgres.File")
	absent := fault.New(fault.NotFound, "there is no such file")
	if uuid.Validate(responseID) != nil || uuid.Validate(id) != nil {
		return nil, absent
	}
	var exists bool
	if err := s.db.GetContext(ctx, &exists, `
		SELECT EXISTS (SELECT FROM files WHERE response_id = $1 AND id = $2)`, responseID, id); err != nil {
		return nil, wrap(ctx, err)
	}
	if !exists {
		return nil, absent
	}
	return &fileReader{ctx: ctx, db: s.db, responseID: responseID, id: id}, nil
}

// fileReader reads the chunks of a file one after the other.
type fileReader struct {
	ctx            context.Context
	db             *sqlx.DB
	responseID, id string
	number         int // of the next chunk
	chunk          []byte
}

// Read implements io.Reader.
func (f *fileReader) Read(p []byte) (int, error) {
	if len(f.chunk) == 0 {
		err := f.db.GetContext(f.ctx, &f.chunk, `
			SELECT data FROM file_chunks WHERE response_id = $1 AND file_id = $2 AND number = $3`, f.responseID, f.id, f.number)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, wrap(f.ctx, err)
		}
		f.number++
	}
	n := copy(p, f.chunk)
	f.chunk = f.chunk[n:]
	return n, nil
}

// RemoveFiles removes files of a draft or response.
func (s *Responses) RemoveFiles(ctx context.Context, responseID string, ids []string) (err error) {
	defer fault.Wrap(&err, "postgres.RemoveFiles")
	if len(ids) == 0 {
		return nil
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error { return removeFiles(ctx, tx, responseID, ids) })
}

func removeFiles(ctx context.Context, tx sqlx.ExtContext, responseID string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	for _, query := range []string{
		`DELETE FROM file_chunks WHERE response_id = $1 AND file_id = ANY (CAST($2 AS uuid[]))`,
		`DELETE FROM files WHERE response_id = $1 AND id = ANY (CAST($2 AS uuid[]))`,
	} {
		if _, err := tx.ExecContext(ctx, query, responseID, pq.Array(ids)); err != nil {
			return err
		}
	}
	return nil
}

// keepFiles removes all files of a response but those named; none where nothing
// is said.
func keepFiles(ctx context.Context, tx sqlx.ExtContext, responseID string, ids []string) error {
	if ids == nil {
		return nil
	}
	for _, query := range []string{
		`DELETE FROM file_chunks WHERE response_id = $1 AND file_id <> ALL (CAST($2 AS uuid[]))`,
		`DELETE FROM files WHERE response_id = $1 AND id <> ALL (CAST($2 AS uuid[]))`,
	} {
		if _, err := tx.ExecContext(ctx, query, responseID, pq.Array(ids)); err != nil {
			return err
		}
	}
	return nil
}
