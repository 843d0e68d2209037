package respond

import (
	"cmp"
	"context"
	"slices"

	"barometer/internal/collect/response"
)

// sendFiles keeps the files that came with a page that has just been saved. It
// gives the violations of the page with them: those of files that are refused,
// and found again for all that was stored.
func (p *pages) sendFiles(ctx context.Context, v *visit, in input, found []response.Violation) ([]response.Violation, error) {
	if len(v.files) == 0 {
		return found, nil
	}
	var refused []response.Violation
	for _, u := range v.files {
		if !v.takes(u, in) {
			continue
		}
		asked := top(u.question)
		wasSeen := fingerprint(v.draft.Answers, asked) == in.seen[asked.Key]
		d, wrong, err := p.collector.SendFile(ctx, v.draft.ID, u.question, u.item, u.name, u.file)
		if err != nil {
			return nil, err
		}
		if len(wrong) > 0 {
			refused = append(refused, wrong...)
			continue
		}
		if err := p.use(v, d); err != nil {
			return nil, err
		}
		// The page has sent the file itself: that is no change from elsewhere.
		if wasSeen {
			in.seen[asked.Key] = fingerprint(v.draft.Answers, asked)
		}
	}
	found = append(v.path.Validate(in.readable), in.refused...)
	found = slices.DeleteFunc(found, func(violation response.Violation) bool {
		return slices.ContainsFunc(refused, func(r response.Violation) bool { return r.Question == violation.Question && r.Item == violation.Item })
	})
	found = append(found, refused...)
	slices.SortStableFunc(found, func(a, b response.Violation) int { return cmp.Compare(top(a.Question).Index, top(b.Question).Index) })
	return found, nil
}

// takes reports whether the respondent is asked for a file. An item that is not
// stored yet has to be on the page and one that can be added.
func (v *visit) takes(u upload, in input) bool {
	roster := u.question.Roster
	if roster == nil {
		return slices.Contains(in.shown, u.question) && v.path.Asked(u.question)
	}
	if item, ok := v.path.Item(roster, u.item); ok {
		return item.Asked(u.question)
	}
	listed := slices.ContainsFunc(listedItems(roster, in.entered), func(x listedItem) bool { return x.id == u.item })
	return isListed(roster) && v.path.Asked(roster) && listed && len(v.path.Items(roster)) < mostItems(roster)
}

// isRefusedFile reports whether a violation is by a file that was not kept.
func isRefusedFile(found response.Violation) bool {
	switch found.Code {
	case response.ViolationFileType, response.ViolationFileSize, response.ViolationFileRoom:
		return true
	}
	return false
}
