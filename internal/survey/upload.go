package survey

import (
	"context"
	"time"

	"github.com/google/uuid"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// keepUploads is how long an upload waits to be published.
const keepUploads = 30 * 24 * time.Hour

// Upload is a questionnaire without errors that waits to be published.
type Upload struct {
	ID         string // UUID
	By         string // e-mail address of the user
	At         time.Time
	Files      []string // names, the questionnaire's first
	Definition *questionnaire.Definition
	Warnings   questionnaire.Problems
}

// UploadStore is what keeps uploads.
type UploadStore interface {
	// AddUpload keeps an upload and removes those from before a moment.
	AddUpload(ctx context.Context, u Upload, before time.Time) error
	// Upload finds an upload; fault.NotFound.
	Upload(ctx context.Context, id string) (Upload, error)
	// Uploads lists all uploads, newest first.
	Uploads(ctx context.Context) ([]Upload, error)
	// RemoveUpload removes an upload, if it exists.
	RemoveUpload(ctx context.Context, id string) error
}

// Uploads holds the use cases of uploads: they are checked and looked at
// before they are published. It is safe for concurrent use.
type Uploads struct {
	store   UploadStore
	surveys *Service
}

// NewUploads makes the use cases on a store and the surveys that uploads are
// published to.
func NewUploads(store UploadStore, surveys *Service) *Uploads {
	return &Uploads{store: store, surveys: surveys}
}

// Add keeps a compiled questionnaire with the names of its files and the
// warnings about it. by is the user's e-mail address.
func (s *Uploads) Add(ctx context.Context, by string, files []string, q *questionnaire.Questionnaire, warnings questionnaire.Problems) (_ Upload, err error) {
	defer fault.Wrap(&err, "survey.Uploads.Add")
	now := s.surveys.Now()
	u := Upload{ID: uuid.NewString(), By: by, At: now, Files: files, Definition: q.Definition, Warnings: warnings}
	if err := s.store.AddUpload(ctx, u, now.Add(-keepUploads)); err != nil {
		return Upload{}, err
	}
	return u, nil
}

// List lists all uploads, newest first.
func (s *Uploads) List(ctx context.Context) ([]Upload, error) { return s.store.Uploads(ctx) }

// Find finds an upload with its compiled questionnaire; fault.NotFound.
func (s *Uploads) Find(ctx context.Context, id string) (_ Upload, _ *questionnaire.Questionnaire, err error) {
	defer fault.Wrap(&err, "survey.Uploads.Find(%s)", id)
	u, err := s.store.Upload(ctx, id)
	if err != nil {
		return Upload{}, nil, err
	}
	// The problems were shown when it was uploaded, with their places.
	q, _ := questionnaire.Compile(u.Definition, func(path string) questionnaire.Position {
		return questionnaire.Position{File: path}
	})
	if q == nil {
		return Upload{}, nil, fault.New(fault.Conflict, "the upload does not fit this version of Barometer; upload it again")
	}
	return u, q, nil
}

// Publish publishes an upload and removes it. What Service.Publish refuses
// stays.
func (s *Uploads) Publish(ctx context.Context, id string) (_ Edition, err error) {
	defer fault.Wrap(&err, "survey.Uploads.Publish(%s)", id)
	_, q, err := s.Find(ctx, id)
	if err != nil {
		return Edition{}, err
	}
	e, err := s.surveys.Publish(ctx, q)
	if err != nil {
		return Edition{}, err
	}
	return e, s.store.RemoveUpload(ctx, id)
}

// Discard removes an upload, if it exists.
func (s *Uploads) Discard(ctx context.Context, id string) error { return s.store.RemoveUpload(ctx, id) }
