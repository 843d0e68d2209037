package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
)

// Responses keeps drafts and responses; it implements collect.Store.
type Responses struct{ db *sqlx.DB }

// NewResponses makes the store on a pool.
func NewResponses(db *sqlx.DB) *Responses { return &Responses{db} }

var _ collect.Store = (*Responses)(nil)

// document is a response's JSON as the database takes it: strings, since
// lib/pq may send bytes in a form that jsonb does not read.
type document struct{ context, answers, administrative string }

func newDocument(c response.Context, a response.Answers, administrative map[string]string) (document, error) {
	d := document{context: "{}", administrative: "{}"}
	answers, err := a.Unordered()
	if err != nil {
		return d, err
	}
	d.answers = string(answers)
	// Most imports have neither context nor columns of their own.
	if c.Date != "" || c.Frame != nil || c.Seed != 0 {
		contextJSON, err := json.Marshal(c)
		if err != nil {
			return d, err
		}
		d.context = string(contextJSON)
	}
	if len(administrative) > 0 {
		columns, err := json.Marshal(administrative)
		if err != nil {
			return d, err
		}
		d.administrative = string(columns)
	}
	return d, nil
}

// Submit turns a draft of the given revision into a response, removes files that
// no answer names, and counts a submission on day.
func (s *Responses) Submit(ctx context.Context, revision int, editionID string, r response.Response, keep []string, day string) (err error) {
	defer fault.Wrap(&err, "postgres.Submit")
	doc, err := newDocument(r.Context, r.Answers, r.Administrative)
	if err != nil {
		return err
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error {
		// Deleting first locks the draft: a second submission waits here and
		// then finds none.
		if err := deleteDraft(ctx, tx, r.ID, revision); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO responses (id, edition_id, version, language, source, disposition, context, answers, administrative)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (id) DO UPDATE
			SET version = excluded.version, language = excluded.language, disposition = excluded.disposition,
			    context = excluded.context, answers = excluded.answers`,
			r.ID, editionID, r.Version, r.Language, string(r.Source), string(r.Disposition),
			doc.context, doc.answers, doc.administrative); err != nil {
			return err
		}
		if err := keepFiles(ctx, tx, r.ID, keep); err != nil {
			return err
		}
		return count(ctx, tx, editionID, day, 0, 1)
	})
}

// Submitted reports whether a response exists, and the id of its edition.
func (s *Responses) Submitted(ctx context.Context, id string) (editionID string, ok bool, err error) {
	defer fault.Wrap(&err, "postgres.Submitted")
	if uuid.Validate(id) != nil {
		return "", false, nil
	}
	err = s.db.GetContext(ctx, &editionID, `SELECT edition_id FROM responses WHERE id = $1`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return editionID, err == nil, wrap(ctx, err)
}

// Response finds a response; fault.NotFound.
func (s *Responses) Response(ctx context.Context, id string) (_ response.Response, err error) {
	defer fault.Wrap(&err, "postgres.Response")
	absent := fault.New(fault.NotFound, "there is no such response")
	if uuid.Validate(id) != nil {
		return response.Response{}, absent
	}
	var row responseRow
	err = s.db.GetContext(ctx, &row, `
		SELECT id, version, language, source, disposition, context, answers, administrative
		FROM responses WHERE id = $1`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return response.Response{}, absent
	}
	if err != nil {
		return response.Response{}, wrap(ctx, err)
	}
	return row.response()
}

// AddResponses keeps responses of an edition, all or none.
func (s *Responses) AddResponses(ctx context.Context, editionID string, responses iter.Seq2[response.Response, error]) (n int, err error) {
	defer fault.Wrap(&err, "postgres.AddResponses(%s)", editionID)
	// Not InTx: the sequence can be read once only, so there is no second try.
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return 0, wrap(ctx, err)
	}
	n, err = copyResponses(ctx, tx, editionID, responses)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		// The transaction may be over already; what failed first is what counts.
		_ = tx.Rollback()
		return 0, wrap(ctx, err)
	}
	return n, nil
}

func copyResponses(ctx context.Context, tx *sqlx.Tx, editionID string, responses iter.Seq2[response.Response, error]) (n int, err error) {
	stmt, err := tx.PrepareContext(ctx, `
		COPY responses (id, edition_id, version, language, source, disposition, context, answers, administrative) FROM STDIN`)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	for r, err := range responses {
		if err != nil {
			return 0, err
		}
		doc, err := newDocument(r.Context, r.Answers, r.Administrative)
		if err != nil {
			return 0, err
		}
		if _, err := stmt.ExecContext(ctx, r.ID, editionID, r.Version, r.Language, string(r.Source), string(r.Disposition),
			doc.context, doc.answers, doc.administrative); err != nil {
			return 0, err
		}
		n++
	}
	_, err = stmt.ExecContext(ctx)
	return n, err
}

// Stamp is a text that changes whenever a response of the edition does: how
// many there are and the sum of the transactions that wrote them.
func (s *Responses) Stamp(ctx context.Context, editionID string) (stamp string, err error) {
	defer fault.Wrap(&err, "postgres.Stamp(%s)", editionID)
	err = s.db.GetContext(ctx, &stamp, `
		SELECT count(*) || ':' || COALESCE(sum(CAST(CAST(xmin AS text) AS bigint)), 0)
		FROM responses WHERE edition_id = $1`, editionID)
	return stamp, wrap(ctx, err)
}

// responseRow is a response as the database holds it.
type responseRow struct {
	ID, Version, Language, Source, Disposition string
	Context, Answers, Administrative           []byte
}

func (row responseRow) response() (response.Response, error) {
	r := response.Response{
		ID: row.ID, Version: row.Version, Language: row.Language,
		Source: response.Source(row.Source), Disposition: response.Disposition(row.Disposition),
	}
	return r, errors.Join(json.Unmarshal(row.Context, &r.Context), json.Unmarshal(row.Answers, &r.Answers),
		json.Unmarshal(row.Administrative, &r.Administrative))
}

// Responses gives all responses of an edition in the order of their ids. The
// sequence ends with its first error.
func (s *Responses) Responses(ctx context.Context, editionID string) iter.Seq2[response.Response, error] {
	return func(yield func(response.Response, error) bool) {
		err := s.eachResponse(ctx, editionID, yield)
		if err != nil {
			fault.Wrap(&err, "postgres.Responses(%s)", editionID)
			yield(response.Response{}, wrap(ctx, err))
		}
	}
}

func (s *Responses) eachResponse(ctx context.Context, editionID string, yield func(response.Response, error) bool) error {
	rows, err := s.db.QueryxContext(ctx, `
		SELECT id, version, language, source, disposition, context, answers, administrative
		FROM responses WHERE edition_id = $1 ORDER BY id`, editionID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row responseRow
		if err := rows.StructScan(&row); err != nil {
			return err
		}
		r, err := row.response()
		if err != nil {
			return err
		}
		if !yield(r, nil) {
			return nil
		}
	}
	return rows.Err()
}
