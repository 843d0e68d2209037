package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// Surveys keeps surveys, editions and questionnaires; it implements
// survey.Store.
type Surveys struct{ db *sqlx.DB }

// NewSurveys makes the store on a pool.
func NewSurveys(db *sqlx.DB) *Surveys { return &Surveys{db} }

var _ survey.Store = (*Surveys)(nil)

const selectEditions = `
	SELECT e.id, e.survey, e.key, e.version, e.time_zone, e.opens_at, e.closes_at, e.confidentiality, e.created_at,
	       v.definition ->> 'title' AS title
	FROM editions e JOIN questionnaire_versions v ON v.hash = e.version `

// editionRow is an edition as the database holds it.
type editionRow struct {
	ID, Survey, Key, Version string
	TimeZone                 string       `db:"time_zone"`
	OpensAt                  sql.NullTime `db:"opens_at"`
	ClosesAt                 sql.NullTime `db:"closes_at"`
	Confidentiality          string
	CreatedAt                time.Time `db:"created_at"`
	Title                    string
}

func (r editionRow) edition() survey.Edition {
	return survey.Edition{
		ID: r.ID, Survey: r.Survey, Key: r.Key, Version: r.Version, Title: r.Title, TimeZone: r.TimeZone,
		Opens: r.OpensAt.Time, Closes: r.ClosesAt.Time,
		Confidentiality: questionnaire.Confidentiality(r.Confidentiality), Created: r.CreatedAt,
	}
}

// Surveys lists all surveys by key with their editions, newest first.
func (s *Surveys) Surveys(ctx context.Context) (_ []survey.Survey, err error) {
	defer fault.Wrap(&err, "postgres.Surveys")
	var rows []editionRow
	if err := s.db.SelectContext(ctx, &rows, selectEditions+`
		ORDER BY e.survey, e.key COLLATE "C" DESC`); err != nil {
		return nil, wrap(ctx, err)
	}
	var surveys []survey.Survey
	for _, row := range rows {
		e := row.edition()
		if n := len(surveys); n == 0 || surveys[n-1].Key != e.Survey {
			surveys = append(surveys, survey.Survey{Key: e.Survey, Title: e.Title})
		}
		last := &surveys[len(surveys)-1]
		last.Editions = append(last.Editions, e)
	}
	return surveys, nil
}

// Edition finds an edition by the keys of survey and edition.
func (s *Surveys) Edition(ctx context.Context, surveyKey, edition string) (_ survey.Edition, err error) {
	defer fault.Wrap(&err, "postgres.Edition(%q, %q)", surveyKey, edition)
	return s.edition(ctx, fault.New(fault.NotFound, "edition %s/%s does not exist", surveyKey, edition),
		`WHERE e.survey = $1 AND e.key = $2`, surveyKey, edition)
}

// EditionByID finds an edition by its id.
func (s *Surveys) EditionByID(ctx context.Context, id string) (_ survey.Edition, err error) {
	defer fault.Wrap(&err, "postgres.EditionByID(%s)", id)
	notFound := fault.New(fault.NotFound, "the edition does not exist")
	if uuid.Validate(id) != nil {
		return survey.Edition{}, notFound
	}
	return s.edition(ctx, notFound, `WHERE e.id = $1`, id)
}

func (s *Surveys) edition(ctx context.Context, notFound error, where string, args ...any) (survey.Edition, error) {
	var row editionRow
	err := s.db.GetContext(ctx, &row, selectEditions+where, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return survey.Edition{}, notFound
	}
	return row.edition(), wrap(ctx, err)
}

// Publish keeps a questionnaire and makes it the current version of its
// edition. The edition and its survey are created if they do not exist.
func (s *Surveys) Publish(ctx context.Context, e survey.Edition, q *questionnaire.Questionnaire, r survey.Replacement) (err error) {
	defer fault.Wrap(&err, "postgres.Publish(%s)", e.Name())
	definition, err := json.Marshal(q.Definition)
	if err != nil {
		return err
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error {
		if err := mayReplace(ctx, tx, e, r); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO surveys (key) VALUES ($1) ON CONFLICT (key) DO NOTHING`, e.Survey); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO questionnaire_versions (hash, survey, definition) VALUES ($1, $2, $3)
			ON CONFLICT (hash) DO NOTHING`, q.Version, e.Survey, string(definition)); err != nil {
			return err
		}
		return putEdition(ctx, tx, e)
	})
}

// mayReplace waits for those who are starting (see holdVersion), keeps others
// out until the transaction ends, and refuses an edition that was replaced or
// answered in the meantime.
func mayReplace(ctx context.Context, tx sqlx.ExtContext, e survey.Edition, r survey.Replacement) error {
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, e.ID); err != nil {
		return err
	}
	var current []string
	if err := sqlx.SelectContext(ctx, tx, &current, `SELECT version FROM editions WHERE id = $1`, e.ID); err != nil {
		return err
	}
	if strings.Join(current, "") != r.Version {
		return fault.New(fault.Conflict, "the questionnaire of %s was replaced in the meantime; publish again", e.Name())
	}
	if r.Answered {
		return nil
	}
	answered, err := hasResponses(ctx, tx, e.ID)
	if err == nil && answered {
		err = survey.Answered(e)
	}
	return err
}

// putEdition creates or updates an edition and records its version.
func putEdition(ctx context.Context, tx sqlx.ExtContext, e survey.Edition) error {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO editions (id, survey, key, version, time_zone, confidentiality)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, time_zone = excluded.time_zone`,
		e.ID, e.Survey, e.Key, e.Version, e.TimeZone, string(e.Confidentiality)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO edition_versions (edition_id, number, hash)
		SELECT $1, COALESCE(max(number), 0) + 1, $2 FROM edition_versions WHERE edition_id = $1`, e.ID, e.Version)
	return err
}

// SetTimes changes when an edition opens and closes; zero times unset.
func (s *Surveys) SetTimes(ctx context.Context, editionID string, opens, closes time.Time) (err error) {
	defer fault.Wrap(&err, "postgres.SetTimes(%s)", editionID)
	_, err = s.db.ExecContext(ctx, `
		UPDATE editions SET opens_at = $2, closes_at = $3 WHERE id = $1`, editionID, nullTime(opens), nullTime(closes))
	return wrap(ctx, err)
}

func nullTime(t time.Time) sql.NullTime { return sql.NullTime{Time: t, Valid: !t.IsZero()} }

// Definition gives a published questionnaire by its hash.
func (s *Surveys) Definition(ctx context.Context, hash string) (_ *questionnaire.Definition, err error) {
	defer fault.Wrap(&err, "postgres.Definition(%.8s)", hash)
	var b []byte
	err = s.db.GetContext(ctx, &b, `SELECT definition FROM questionnaire_versions WHERE hash = $1`, hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "questionnaire version %.8s does not exist", hash)
	}
	if err != nil {
		return nil, wrap(ctx, err)
	}
	return questionnaire.FromJSON(b)
}

// Versions lists the hashes that an edition was published with, oldest first.
func (s *Surveys) Versions(ctx context.Context, editionID string) (_ []string, err error) {
	defer fault.Wrap(&err, "postgres.Versions(%s)", editionID)
	var hashes []string
	err = s.db.SelectContext(ctx, &hashes, `
		SELECT hash FROM edition_versions WHERE edition_id = $1 ORDER BY number`, editionID)
	return hashes, wrap(ctx, err)
}

// Days counts starts and submissions by day, oldest first.
func (s *Surveys) Days(ctx context.Context, editionID string) (_ []survey.DayCount, err error) {
	defer fault.Wrap(&err, "postgres.Days(%s)", editionID)
	var days []survey.DayCount
	err = s.db.SelectContext(ctx, &days, `
		SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(started) AS started, sum(submitted) AS submitted
		FROM edition_days WHERE edition_id = $1 GROUP BY edition_days.day ORDER BY edition_days.day`, editionID)
	return days, wrap(ctx, err)
}

// Totals counts starts and submissions of all editions, by id. Responses are
// counted only where nobody answered here: they are an import then.
func (s *Surveys) Totals(ctx context.Context) (_ map[string]survey.Totals, err error) {
	defer fault.Wrap(&err, "postgres.Totals")
	type row struct {
		ID                           string `db:"edition_id"`
		Started, Submitted, Received int
	}
	var counted, received []row
	if err := s.db.SelectContext(ctx, &counted, `
		SELECT edition_id, sum(started) AS started, sum(submitted) AS submitted
		FROM edition_days GROUP BY edition_id`); err != nil {
		return nil, wrap(ctx, err)
	}
	if err := s.db.SelectContext(ctx, &received, `
		SELECT edition_id, count(*) AS received FROM responses GROUP BY edition_id`); err != nil {
		return nil, wrap(ctx, err)
	}
	totals := map[string]survey.Totals{}
	for _, r := range received {
		totals[r.ID] = survey.Totals{Imported: r.Received}
	}
	for _, r := range counted {
		totals[r.ID] = survey.Totals{Started: r.Started, Submitted: r.Submitted}
	}
	return totals, nil
}

// HasResponses reports whether anyone has begun or submitted an answer.
func (s *Surveys) HasResponses(ctx context.Context, editionID string) (has bool, err error) {
	defer fault.Wrap(&err, "postgres.HasResponses(%s)", editionID)
	has, err = hasResponses(ctx, s.db, editionID)
	return has, wrap(ctx, err)
}

func hasResponses(ctx context.Context, db sqlx.ExtContext, editionID string) (has bool, err error) {
	err = sqlx.GetContext(ctx, db, &has, `
		SELECT EXISTS (SELECT FROM drafts WHERE edition_id = $1)
		    OR EXISTS (SELECT FROM responses WHERE edition_id = $1)`, editionID)
	return has, err
}
