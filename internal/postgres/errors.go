package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"slices"

	"github.com/lib/pq"

	"barometer/internal/fault"
)

// constraintErrors says what it means in the domain when a statement violates
// a named constraint or unique index.
var constraintErrors = map[string]struct {
	kind    *fault.Kind
	message string
}{
	"surveys_pkey":                         {fault.Conflict, "a survey with this key exists already"},
	"questionnaire_versions_pkey":          {fault.Conflict, "this questionnaire is published already"},
	"questionnaire_versions_survey_exists": {fault.NotFound, "the survey does not exist"},
	"editions_pkey":                        {fault.Conflict, "an edition with this id exists already"},
	"editions_survey_key_unique":           {fault.Conflict, "the survey has an edition with this key already"},
	"editions_survey_exists":               {fault.NotFound, "the survey does not exist"},
	"editions_version_exists":              {fault.NotFound, "the questionnaire version does not exist; publish it first"},
	"editions_confidentiality_known":       {fault.Invalid, "confidentiality must be identified, confidential or anonymous"},
	"editions_opens_before_closes":         {fault.Invalid, "an edition must open before it closes"},
	"edition_versions_pkey":                {fault.Conflict, "the edition was changed by someone else; load it again"},
	"edition_versions_edition_exists":      {fault.NotFound, "the edition does not exist"},
	"edition_versions_hash_exists":         {fault.NotFound, "the questionnaire version does not exist; publish it first"},
	"drafts_pkey":                          {fault.Conflict, "this response has been started already"},
	"responses_pkey":                       {fault.Conflict, "this response has been submitted already"},
	"uploads_pkey":                         {fault.Conflict, "an upload with this id exists already"},
	"files_pkey":                           {fault.Conflict, "the file is kept already"},
	"file_chunks_pkey":                     {fault.Conflict, "the file is kept already"},
	"users_pkey":                           {fault.Conflict, "a user with this id exists already"},
	"users_email_unique":                   {fault.Conflict, "a user with this e-mail address exists already"},
}

// unavailableStates are the SQLSTATEs, besides class 08 (connection), of a
// server that cannot serve now: shutting down, starting, out of connections,
// disk or memory.
var unavailableStates = []string{"57P01", "57P02", "57P03", "53100", "53200", "53300"}

// invalidStates are the SQLSTATEs of values that no column takes: characters
// that are none in UTF-8, numbers out of range.
var invalidStates = []string{"22021", "22003", "22P05"}

// wrap gives err, as the driver returned it, its kind: a violated constraint
// the one of constraintErrors, a server that cannot be reached
// fault.Unavailable. A cancelled statement becomes ctx's error. Errors that
// have a kind, and those that have none to be given, come back as they are.
func wrap(ctx context.Context, err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if ctxErr := ctx.Err(); ctxErr != nil {
		// A cancelled query is reported as SQLSTATE 57014 or as a broken
		// connection; neither is what happened.
		return ctxErr
	}
	if pqErr, ok := errors.AsType[*pq.Error](err); ok {
		if e, ok := constraintErrors[pqErr.Constraint]; ok {
			return fault.New(e.kind, "%s", e.message)
		}
	}
	if slices.Contains(invalidStates, sqlState(err)) {
		return fault.New(fault.Invalid, "a value cannot be stored; take control characters out of texts and shorten numbers")
	}
	if isUnavailable(err) {
		return fault.New(fault.Unavailable, "the database does not answer; try again in a moment: %w", err)
	}
	return err
}

// isUnavailable reports whether err says that the server could not be reached
// or could not serve.
func isUnavailable(err error) bool {
	if state := sqlState(err); state != "" {
		return state[:2] == "08" || slices.Contains(unavailableStates, state)
	}
	var netErr net.Error
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.As(err, &netErr)
}

// sqlState returns the five characters of err's SQLSTATE, "" if it has none.
func sqlState(err error) string {
	if pqErr, ok := errors.AsType[*pq.Error](err); ok {
		return string(pqErr.Code)
	}
	return ""
}
