package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// Uploads keeps questionnaires that wait to be published; it implements
// survey.UploadStore.
type Uploads struct{ db *sqlx.DB }

// NewUploads makes the store on a pool.
func NewUploads(db *sqlx.DB) *Uploads { return &Uploads{db} }

var _ survey.UploadStore = (*Uploads)(nil)

const selectUploads = `SELECT id, uploaded_by, uploaded_at, files, definition, warnings FROM uploads `

// uploadRow is an upload as the database holds it.
type uploadRow struct {
	ID                          string
	By                          string    `db:"uploaded_by"`
	At                          time.Time `db:"uploaded_at"`
	Files, Definition, Warnings []byte
}

func (r uploadRow) upload() (survey.Upload, error) {
	u := survey.Upload{ID: r.ID, By: r.By, At: r.At}
	var err error
	if u.Definition, err = questionnaire.FromJSON(r.Definition); err != nil {
		return survey.Upload{}, err
	}
	return u, errors.Join(json.Unmarshal(r.Files, &u.Files), json.Unmarshal(r.Warnings, &u.Warnings))
}

// AddUpload keeps an upload and removes those from before a moment.
func (s *Uploads) AddUpload(ctx context.Context, u survey.Upload, before time.Time) (err error) {
	defer fault.Wrap(&err, "postgres.AddUpload")
	if u.Warnings == nil {
		u.Warnings = questionnaire.Problems{}
	}
	files, err1 := json.Marshal(u.Files)
	definition, err2 := json.Marshal(u.Definition)
	warnings, err3 := json.Marshal(u.Warnings)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM uploads WHERE uploaded_at < $1`, before); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO uploads (id, uploaded_by, uploaded_at, files, definition, warnings) VALUES ($1, $2, $3, $4, $5, $6)`,
			u.ID, u.By, u.At, string(files), string(definition), string(warnings))
		return err
	})
}

// Upload finds an upload.
func (s *Uploads) Upload(ctx context.Context, id string) (_ survey.Upload, err error) {
	defer fault.Wrap(&err, "postgres.Upload(%s)", id)
	notFound := fault.New(fault.NotFound, "this upload is not there any more: it was published, discarded or is over a month old; upload the files again")
	if uuid.Validate(id) != nil {
		return survey.Upload{}, notFound
	}
	var row uploadRow
	err = s.db.GetContext(ctx, &row, selectUploads+`WHERE id = $1`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return survey.Upload{}, notFound
	}
	if err != nil {
		return survey.Upload{}, wrap(ctx, err)
	}
	return row.upload()
}

// Uploads lists all uploads, newest first.
func (s *Uploads) Uploads(ctx context.Context) (_ []survey.Upload, err error) {
	defer fault.Wrap(&err, "postgres.Uploads")
	var rows []uploadRow
	if err := s.db.SelectContext(ctx, &rows, selectUploads+`ORDER BY uploaded_at DESC, id`); err != nil {
		return nil, wrap(ctx, err)
	}
	uploads := make([]survey.Upload, len(rows))
	for i, row := range rows {
		if uploads[i], err = row.upload(); err != nil {
			return nil, err
		}
	}
	return uploads, nil
}

// RemoveUpload removes an upload, if it exists.
func (s *Uploads) RemoveUpload(ctx context.Context, id string) (err error) {
	defer fault.Wrap(&err, "postgres.RemoveUpload(%s)", id)
	if uuid.Validate(id) != nil {
		return nil
	}
	_, err = s.db.ExecContext(ctx, `DELETE FROM uploads WHERE id = $1`, id)
	return wrap(ctx, err)
}
