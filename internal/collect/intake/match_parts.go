package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// leftOut says why a column of the question is not taken in, "" where it is.
func leftOut(q *questionnaire.Question) string {
	switch {
	case q.Type.Skipped:
		return "it is not supported"
	case q.Calculate != nil:
		return "it is calculated again of the answers"
	case q.Shape() == questionnaire.ShapeFile:
		return "the names of files are not the files; take them from where they are kept"
	case q.Shape() == questionnaire.ShapeNone:
		return "it is a note, which nobody answers"
	}
	return ""
}

// ordinals are the words for places in headers.
var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

var (
	placeAfter  = regexp.MustCompile(`^(?:([a-z]+)|(\d{1,2})(?:st|nd|rd|th)?)(?: (?:choice|place|rank|ranked|preference|priority))?$`)
	placeBefore = regexp.MustCompile(`^(?:choice|place|rank|ranked|preference|priority|#) ?(?:no\. ?)?(\d{1,2})(?:st|nd|rd|th)?$`)
)

// placeOf is the place, from 1, that a header such as "Second choice", "2nd" or
// "Rank 2" names.
func placeOf(header string) (int, bool) {
	n := label.Norm(header)
	digits := ""
	if m := placeBefore.FindStringSubmatch(n); m != nil {
		digits = m[1]
	} else if m := placeAfter.FindStringSubmatch(n); m != nil {
		if i := slices.Index(ordinals, m[1]); i >= 0 {
			return i + 1, true
		}
		digits = m[2]
	}
	place, err := strconv.Atoi(digits)
	return place, err == nil && place > 0
}

// rankTarget is the target of a column in a ranking: an option, with its ranks,
// or a place, with options. A header that can be both is none.
func rankTarget(q *questionnaire.Question, sub string) (target, bool) {
	o, isOption := findLabel(q.Options, sub)
	place, isPlace := placeOf(sub)
	if !isOption && isPlace && place <= len(q.Options) {
		return target{question: q, place: place}, true
	}
	return target{question: q, option: o}, isOption && !isPlace
}

// joints stand between a row and a column in headers.
var joints = []string{headerJoint, " - ", " — ", " | ", "_", ": "}

// gridTarget is the target of a column in a matrix with columns: a row and a
// column, in two headers or in one.
func gridTarget(q *questionnaire.Question, row, sub string) (target, bool) {
	if row != "" {
		return gridCell(q, row, sub)
	}
	var found []target
	for _, joint := range joints {
		for i := range sub {
			if rest, ok := strings.CutPrefix(sub[i:], joint); ok {
				if t, ok := gridCell(q, sub[:i], rest); ok && !slices.Contains(found, t) {
					found = append(found, t)
				}
			}
		}
	}
	if len(found) != 1 {
		return target{}, false
	}
	return found[0], true
}

func gridCell(q *questionnaire.Question, row, column string) (target, bool) {
	r, ok := findRow(q.Rows, row)
	if !ok {
		return target{}, false
	}
	for _, form := range headerForms(column) {
		for _, c := range q.Columns {
			if named(form, c.Key, c.Text, c.Aliases) {
				return target{question: q, row: r, column: c}, true
			}
		}
	}
	return target{}, false
}
