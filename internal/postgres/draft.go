package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math/rand/v2"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
)

const draftColumns = `id, edition_id, version, revision, language, source, context, answers`

// draftRow is a draft as the database holds it.
type draftRow struct {
	ID               string
	EditionID        string `db:"edition_id"`
	Version          string
	Revision         int
	Language         string
	Source           string
	Context, Answers []byte
}

func (r draftRow) draft() (collect.Draft, error) {
	d := collect.Draft{ID: r.ID, EditionID: r.EditionID, Version: r.Version, Revision: r.Revision, Language: r.Language, Source: response.Source(r.Source)}
	return d, errors.Join(json.Unmarshal(r.Context, &d.Context), json.Unmarshal(r.Answers, &d.Answers))
}

// CreateDraft keeps a new draft and counts a start on day.
func (s *Responses) CreateDraft(ctx context.Context, d collect.Draft, day string) (err error) {
	defer fault.Wrap(&err, "postgres.CreateDraft")
	doc, err := newDocument(d.Context, d.Answers, nil)
	if err != nil {
		return err
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error {
		if err := holdVersion(ctx, tx, d.EditionID, d.Version); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO drafts (id, edition_id, version, revision, language, source, context, answers)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			d.ID, d.EditionID, d.Version, d.Revision, d.Language, string(d.Source), doc.context, doc.answers); err != nil {
			return err
		}
		return count(ctx, tx, d.EditionID, day, 1, 0)
	})
}

// holdVersion keeps an edition's questionnaire from being replaced until the
// transaction ends; fault.Conflict if it has been replaced already.
func holdVersion(ctx context.Context, tx sqlx.ExtContext, editionID, version string) error {
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, editionID); err != nil {
		return err
	}
	var current string
	if err := sqlx.GetContext(ctx, tx, &current, `SELECT version FROM editions WHERE id = $1`, editionID); err != nil {
		return err
	}
	if current != version {
		return fault.New(fault.Conflict, "the questionnaire was replaced in the meantime; load the page again")
	}
	return nil
}

// countSlots is the number of rows that a day's counts are spread over.
const countSlots = 16

// count adds to one of the day's counts. It comes last in a transaction, since
// others may wait for the same row.
func count(ctx context.Context, tx sqlx.ExtContext, editionID, day string, started, submitted int) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO edition_days (edition_id, day, slot, started, submitted) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (edition_id, day, slot) DO UPDATE
		SET started = edition_days.started + excluded.started, submitted = edition_days.submitted + excluded.submitted`,
		editionID, day, rand.IntN(countSlots), started, submitted)
	return err
}

// Draft finds a draft.
func (s *Responses) Draft(ctx context.Context, id string) (_ collect.Draft, err error) {
	defer fault.Wrap(&err, "postgres.Draft")
	if uuid.Validate(id) != nil {
		return collect.Draft{}, errNoDraft
	}
	var row draftRow
	err = s.db.GetContext(ctx, &row, `SELECT `+draftColumns+` FROM drafts WHERE id = $1`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return collect.Draft{}, errNoDraft
	}
	if err != nil {
		return collect.Draft{}, wrap(ctx, err)
	}
	return row.draft()
}

var (
	errNoDraft  = fault.New(fault.NotFound, "there are no unfinished answers under this address")
	errRevision = fault.New(fault.Conflict, "the answers were changed elsewhere in the meantime; load the page again")
)

// PatchDraft sets and removes answers of a draft that still has the revision.
func (s *Responses) PatchDraft(ctx context.Context, id string, revision int, version string, set response.Answers, unset []string) (_ collect.Draft, err error) {
	defer fault.Wrap(&err, "postgres.PatchDraft")
	patch, err := json.Marshal(set)
	if err != nil {
		return collect.Draft{}, err
	}
	var row draftRow
	err = s.db.GetContext(ctx, &row, `
		UPDATE drafts SET answers = (answers - CAST($4 AS text[])) || CAST($3 AS jsonb), revision = revision + 1, version = $5
		WHERE id = $1 AND revision = $2
		RETURNING `+draftColumns, id, revision, string(patch), pq.Array(unset), version)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := s.Draft(ctx, id); err != nil {
			return collect.Draft{}, err
		}
		return collect.Draft{}, errRevision
	}
	if err != nil {
		return collect.Draft{}, wrap(ctx, err)
	}
	return row.draft()
}

// SetDraftLanguage changes the language that a draft is shown in.
func (s *Responses) SetDraftLanguage(ctx context.Context, id, language string) (err error) {
	defer fault.Wrap(&err, "postgres.SetDraftLanguage(%q)", language)
	_, err = s.db.ExecContext(ctx, `
		UPDATE drafts SET language = $2 WHERE id = $1`, id, language)
	return wrap(ctx, err)
}

func deleteDraft(ctx context.Context, tx *sqlx.Tx, id string, revision int) error {
	var stored int
	err := tx.GetContext(ctx, &stored, `DELETE FROM drafts WHERE id = $1 RETURNING revision`, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return errNoDraft
	case err != nil:
		return err
	case stored != revision:
		return errRevision
	}
	return nil
}
