package collect

import (
	"context"
	"iter"

	"barometer/internal/collect/response"
)

// Draft is a response that has not been submitted.
type Draft struct {
	ID        string // UUID; the submitted response has the same
	EditionID string
	Version   string // hash of the questionnaire
	Revision  int    // counts the changes, from 1
	Language  string
	Source    response.Source
	Context   response.Context
	Answers   response.Answers
}

// Store is what keeps drafts and responses. Every method is durable when it
// returns without an error.
type Store interface {
	FileStore

	// CreateDraft keeps a new draft and counts a start on day (YYYY-MM-DD).
	CreateDraft(ctx context.Context, d Draft, day string) error
	// Draft finds a draft; fault.NotFound.
	Draft(ctx context.Context, id string) (Draft, error)
	// PatchDraft sets the answers in set and removes those named in unset, if
	// the draft still has the revision, and gives it the next, and the version
	// that was answered. fault.Conflict if it has another revision,
	// fault.NotFound if there is no draft.
	PatchDraft(ctx context.Context, id string, revision int, version string, set response.Answers, unset []string) (Draft, error)
	// SetDraftLanguage changes the language that a draft is shown in.
	SetDraftLanguage(ctx context.Context, id, language string) error
	// Submit turns a draft of the given revision into a response, removes all
	// its files but those named in keep, where that is not nil, and counts a
	// submission on day, in one transaction. fault.Conflict if the draft has
	// another revision, fault.NotFound if there is no draft.
	Submit(ctx context.Context, revision int, editionID string, r response.Response, keep []string, day string) error
	// Submitted reports whether a response exists, and the id of its edition.
	Submitted(ctx context.Context, id string) (editionID string, ok bool, err error)
	// Response finds a response; fault.NotFound.
	Response(ctx context.Context, id string) (response.Response, error)
	// AddResponses keeps responses of an edition, all or, on any error, none,
	// and tells how many.
	AddResponses(ctx context.Context, editionID string, responses iter.Seq2[response.Response, error]) (int, error)
	// Stamp is a text that changes whenever a response of the edition does.
	Stamp(ctx context.Context, editionID string) (string, error)
	// Responses gives all responses of an edition in the order of their ids.
	Responses(ctx context.Context, editionID string) iter.Seq2[response.Response, error]
}
