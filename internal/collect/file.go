package collect

import (
	"context"
	"errors"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// FileStore is what keeps the files of drafts and responses. Every method is
// durable when it returns without an error.
type FileStore interface {
	// AddFile keeps a file of a draft, whose size is known only when r ends.
	// fault.NotFound if there is no draft, fault.TooLarge if the draft's files
	// would take more than most bytes together; nothing is kept then.
	AddFile(ctx context.Context, responseID, id string, r io.Reader, most int64) (size int64, err error)
	// File gives a file's content; fault.NotFound.
	File(ctx context.Context, responseID, id string) (io.Reader, error)
	// RemoveFiles removes files of a draft or response, if they exist.
	RemoveFiles(ctx context.Context, responseID string, ids []string) error
}

const (
	mostFileBytes = 50 << 20 // of all files of a response
	maxFileName   = 200      // characters
)

// SendFile keeps a file as the answer to a question of a draft or, with the id
// of an item, to one of a roster's questions. What was entered on the page is
// another call's: the answers that the draft holds stay as they are. The
// violations say why a file was refused. fault.Closed if the edition is not
// open, fault.NotFound if there is no draft.
func (s *Service) SendFile(ctx context.Context, id string, q *questionnaire.Question, item, name string, r io.Reader) (_ Draft, _ []response.Violation, err error) {
	defer fault.Wrap(&err, "collect.SendFile")
	_, f, err := s.Draft(ctx, id)
	if err != nil {
		return Draft{}, nil, err
	}
	if err := mustBeOpen(f.Edition, s.surveys.Now()); err != nil {
		return Draft{}, nil, err
	}
	if q.Shape() != questionnaire.ShapeFile {
		return Draft{}, nil, fault.New(fault.Invalid, "question %s takes no file", q.Key)
	}
	sent := &checkedReader{r: r, most: q.MaxBytes}
	file := response.File{ID: uuid.NewString(), Name: fileName(name)}
	file.Type = mediaType(file.Name)
	if refused := s.refuses(q, item, file, sent); refused != nil {
		return Draft{}, refused, nil
	}
	file.Size, err = s.store.AddFile(ctx, id, file.ID, sent, mostFileBytes)
	switch {
	case sent.tooLarge():
		return Draft{}, []response.Violation{tooLarge(q, item, response.ViolationFileSize, q.MaxBytes)}, nil
	case fault.KindOf(err) == fault.TooLarge:
		return Draft{}, []response.Violation{tooLarge(q, item, response.ViolationFileRoom, mostFileBytes)}, nil
	}
	if err != nil {
		return Draft{}, nil, err
	}
	d, err := s.answerWithFile(ctx, id, q, item, response.FileOf(file))
	if err != nil && d.ID == "" {
		// No answer names the file, so nobody would ever remove it.
		err = errors.Join(err, s.store.RemoveFiles(context.WithoutCancel(ctx), id, []string{file.ID}))
	}
	return d, nil, err
}

// refuses says what is wrong with a file before it is kept: its kind, or that
// its content is of another kind.
func (s *Service) refuses(q *questionnaire.Question, item string, file response.File, sent *checkedReader) []response.Violation {
	suffix := strings.ToLower(path.Ext(file.Name))
	if slices.Contains(q.Accept, suffix) && fits(suffix, sent.begin()) {
		return nil
	}
	return []response.Violation{{
		Question: q, Item: item, Code: response.ViolationFileType,
		Params: map[string]any{"accept": strings.Join(q.Accept, ", ")},
	}}
}

func tooLarge(q *questionnaire.Question, item string, code response.ViolationCode, most int64) response.Violation {
	return response.Violation{Question: q, Item: item, Code: code, Params: map[string]any{"max": float64(most) / (1 << 20)}}
}

// answerWithFile sets the answer to a question of a draft, whatever else is
// being changed in it.
func (s *Service) answerWithFile(ctx context.Context, id string, q *questionnaire.Question, item string, v response.Value) (Draft, error) {
	for {
		d, f, err := s.Draft(ctx, id)
		if err != nil {
			return Draft{}, err
		}
		patch := response.Answers{q.Key: v}
		if q.Roster != nil {
			patch = response.Answers{q.Roster.Key: d.Answers[q.Roster.Key].WithAnswer(item, q.Key, v)}
		}
		saved, err := s.store.PatchDraft(ctx, id, d.Revision, f.Questionnaire.Version, patch, []string{})
		switch {
		case fault.KindOf(err) == fault.Conflict && ctx.Err() == nil:
			continue
		case err != nil:
			return Draft{}, err
		}
		return saved, s.store.RemoveFiles(ctx, id, dropped(d.Answers, saved.Answers))
	}
}

// dropped lists the ids of the files that answers named before and do not name
// after.
func dropped(before, after response.Answers) []string {
	kept := filesOf(after)
	return slices.DeleteFunc(filesOf(before), func(id string) bool { return slices.Contains(kept, id) })
}

// File gives the content of a file that a draft or response holds;
// fault.NotFound if there is none.
func (s *Service) File(ctx context.Context, responseID, id string) (_ io.Reader, err error) {
	defer fault.Wrap(&err, "collect.File")
	return s.store.File(ctx, responseID, id)
}

// keptFiles lists the files that a submitted response keeps; nil where the
// questionnaire asks for none, so that nothing has to be looked for.
func keptFiles(q *questionnaire.Questionnaire, a response.Answers) []string {
	asks := func(q *questionnaire.Question) bool { return q.Shape() == questionnaire.ShapeFile }
	for _, question := range q.Questions {
		if asks(question) || slices.ContainsFunc(question.Questions, asks) {
			return filesOf(a)
		}
	}
	return nil
}

// filesOf lists the ids of the files that answers name.
func filesOf(a response.Answers) []string {
	ids := []string{}
	for _, v := range a {
		if id := v.File().ID; id != "" {
			ids = append(ids, id)
		}
		for _, item := range v.Items() {
			ids = append(ids, filesOf(item.Answers)...)
		}
	}
	return ids
}

// fileName is the last part of a name, without what no name should hold.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > maxFileName {
		suffix := []rune(path.Ext(name))
		suffix = suffix[:min(len(suffix), maxFileName/2)]
		name = string(runes[:maxFileName-len(suffix)]) + string(suffix)
	}
	return name
}

// mediaType is what a file's suffix says of it.
func mediaType(name string) string {
	if t := mime.TypeByExtension(strings.ToLower(path.Ext(name))); t != "" {
		return t
	}
	return "application/octet-stream"
}
