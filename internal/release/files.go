package release

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"path"
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// SentFile is a file that a respondent sent as an answer.
type SentFile struct {
	Name string // KEY/RESPONSE-name, of an item of a roster KEY/RESPONSE-ITEM-name; where the edition is anonymous, KEY/NUMBER-name
	Size int64  // bytes

	response, item string
	file           response.File
}

// Files lists the files that respondents sent with their responses, by question.
// Of an anonymous edition they stand in a random order under numbers, another
// one for each question, so that nothing tells which came from one respondent.
// Like Dataset it refuses what may not be shown.
func (s *Service) Files(ctx context.Context, e survey.Edition) (_ []SentFile, err error) {
	defer fault.Wrap(&err, "release.Files(%s)", e.Name())
	byQuestion := map[string][]SentFile{}
	for r, err := range s.Responses(ctx, e) {
		if err != nil {
			return nil, err
		}
		if r.Source == response.FromImport {
			continue // other tools export the names of files only
		}
		for f, key := range filesOf(r) {
			byQuestion[key] = append(byQuestion[key], f)
		}
	}
	return numbered(byQuestion, e.Confidentiality == questionnaire.Anonymous), nil
}

// filesOf gives the files of a response with the keys of their questions.
func filesOf(r response.Response) iter.Seq2[SentFile, string] {
	return func(yield func(SentFile, string) bool) {
		for key, value := range r.Answers {
			if f := value.File(); f.ID != "" && !yield(SentFile{Size: f.Size, response: r.ID, file: f}, key) {
				return
			}
			for _, item := range value.Items() {
				for key, value := range item.Answers {
					if f := value.File(); f.ID != "" && !yield(SentFile{Size: f.Size, response: r.ID, item: item.ID, file: f}, key) {
						return
					}
				}
			}
		}
	}
}

// numbered puts the files of all questions into an order, under their whole
// names.
func numbered(byQuestion map[string][]SentFile, anonymous bool) []SentFile {
	var all []SentFile
	for key, files := range byQuestion {
		if anonymous {
			rand.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		}
		for i, f := range files {
			switch {
			case anonymous:
				// The name is the sender's own, and stands in no export either.
				f.Name = fmt.Sprintf("%s/%04d%s", key, i+1, strings.ToLower(path.Ext(f.file.Name)))
			case f.item != "":
				f.Name = fmt.Sprintf("%s/%s-%s-%s", key, f.response, f.item, f.file.Name)
			default:
				f.Name = fmt.Sprintf("%s/%s-%s", key, f.response, f.file.Name)
			}
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b SentFile) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// File gives the content of one of the files.
func (s *Service) File(ctx context.Context, f SentFile) (_ io.Reader, err error) {
	defer fault.Wrap(&err, "release.File")
	return s.responses.File(ctx, f.response, f.file.ID)
}
