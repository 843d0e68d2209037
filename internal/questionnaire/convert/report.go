// Package convert holds what readers and writers of other programs' formats
// say of a conversion: what became of every row and expression, and each
// thing that did not come over as it was, with its place. It also walks
// through what a converted definition cannot hold. It knows no format; those
// are in packages of their own beside it.
package convert

import (
	"fmt"
	"slices"
	"strings"
)

// Outcome is what became of something that a file says.
type Outcome string

// The outcomes of an Entry, from the mildest to the hardest.
const (
	// Changed came over in another way than it was written: renamed,
	// flattened, given a value that the file lacks.
	Changed Outcome = "changed"
	// Kept stands in foreign, without effect here.
	Kept Outcome = "kept"
	// NoForm is of a kind that no web form can ask, such as the serial number
	// of a device; nothing is asked in its place.
	NoForm Outcome = "no form"
	// Unsupported is kept as an unsupported question, which is skipped when
	// answering.
	Unsupported Outcome = "unsupported"
	// Untranslated is an expression that could not be translated: it is kept
	// in foreign, and the form behaves as if it were not there.
	Untranslated Outcome = "untranslated"
	// LeftOut is in no way in the result.
	LeftOut Outcome = "left out"
)

// Entry is one thing that did not come over as it was.
type Entry struct {
	Place   string  // where the file says it: survey!C14, or question “q1”, relevance
	Feature string  // its name in the format: barcode, calculation, pulldata()
	Outcome Outcome // what became of it
	What    string  // the same as a sentence, with the remedy where there is one
}

// String gives the line that survey convert prints.
func (e Entry) String() string {
	return fmt.Sprintf("%s: %s (%s): %s", e.Place, e.Feature, e.Outcome, e.What)
}

// Tally counts what became of things of one kind: the rows of a file, or its
// expressions.
type Tally struct {
	Live        int // came over: live questions and groups, translated expressions
	NoForm      int // of a kind that no web form can ask; of expressions, cells that hold none
	Unsupported int // kept without effect
}

// Total counts them all.
func (t Tally) Total() int { return t.Live + t.NoForm + t.Unsupported }

// Add counts those of another file with those of this one.
func (t *Tally) Add(other Tally) {
	t.Live += other.Live
	t.NoForm += other.NoForm
	t.Unsupported += other.Unsupported
}

// Share is the part of them, 0 to 1, that came over or that no web form can
// ask; 1 where there are none.
func (t Tally) Share() float64 {
	if t.Total() == 0 {
		return 1
	}
	return float64(t.Live+t.NoForm) / float64(t.Total())
}

// Report is everything that there is to say of one conversion.
type Report struct {
	Entries     []Entry
	Rows        Tally            // questions and groups
	Expressions map[string]Tally // by the name that the format has for where they stand: relevant, constraint
}

// Add appends an entry; what is the sentence and its arguments.
func (r *Report) Add(outcome Outcome, place, feature, what string, args ...any) {
	r.Entries = append(r.Entries, Entry{Place: place, Feature: feature, Outcome: outcome, What: fmt.Sprintf(what, args...)})
}

// CountExpression counts an expression of a kind as translated, or not.
func (r *Report) CountExpression(kind string, translated bool) {
	if translated {
		r.countExpression(kind, Tally{Live: 1})
	} else {
		r.countExpression(kind, Tally{Unsupported: 1})
	}
}

// CountNoExpression counts what stands where an expression of a kind should,
// and is none.
func (r *Report) CountNoExpression(kind string) { r.countExpression(kind, Tally{NoForm: 1}) }

func (r *Report) countExpression(kind string, more Tally) {
	if r.Expressions == nil {
		r.Expressions = map[string]Tally{}
	}
	t := r.Expressions[kind]
	t.Add(more)
	r.Expressions[kind] = t
}

// Withdraw counts an expression, which was counted as translated, as one that
// was not: it turned out that it cannot stand where it does.
func (r *Report) Withdraw(kind string) {
	if t, ok := r.Expressions[kind]; ok && t.Live > 0 {
		t.Live--
		t.Unsupported++
		r.Expressions[kind] = t
	}
}

// WithdrawRow counts a row, which was counted as live, as unsupported.
func (r *Report) WithdrawRow() {
	if r.Rows.Live > 0 {
		r.Rows.Live--
		r.Rows.Unsupported++
	}
}

// Merge appends the entries and adds the counts of another report.
func (r *Report) Merge(other *Report) {
	r.Entries = append(r.Entries, other.Entries...)
	r.Rows.Add(other.Rows)
	for kind, t := range other.Expressions {
		r.countExpression(kind, t)
	}
}

// Summary is one line for the person who converts.
func (r *Report) Summary() string {
	var translated, expressions int
	for _, t := range r.Expressions {
		translated += t.Live
		expressions += t.Live + t.Unsupported
	}
	parts := []string{fmt.Sprintf("%d of %d rows came over", r.Rows.Live, r.Rows.Total())}
	if r.Rows.NoForm > 0 {
		parts = append(parts, fmt.Sprintf("%d no web form can ask", r.Rows.NoForm))
	}
	if r.Rows.Unsupported > 0 {
		parts = append(parts, fmt.Sprintf("%d are kept as unsupported", r.Rows.Unsupported))
	}
	if expressions > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d expressions were translated", translated, expressions))
	}
	return strings.Join(parts, ", ")
}

// Of lists the entries with an outcome.
func (r *Report) Of(outcome Outcome) []Entry {
	return slices.DeleteFunc(slices.Clone(r.Entries), func(e Entry) bool { return e.Outcome != outcome })
}
