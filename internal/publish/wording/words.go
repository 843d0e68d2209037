package wording

import (
	"math"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// Words writes in one language. It is immutable.
type Words struct {
	*locale.Printer
	language string
}

// For gives the words of a language, named by its BCP 47 tag.
func For(language string) *Words {
	return &Words{Printer: locale.For(language), language: language}
}

// Of gives a text of a questionnaire as plain text in the language, without
// Markdown, with "[…]" where an earlier answer is inserted.
func (w *Words) Of(t questionnaire.Text) string {
	return Plain(t.Render(w.language, questionnaire.Words(func(string) string { return "[…]" })))
}

// Row is the label of a table's row.
func (w *Words) Row(r tabulate.Row) string {
	if r.Kind == tabulate.RowMissing && r.Text.IsZero() {
		return w.Missing(r.Missing)
	}
	return w.Of(r.Text)
}

// Column is the label of a table's column.
func (w *Words) Column(c disclose.Column) string {
	if c.Variable == "" {
		return w.Text("report.column.total")
	}
	return w.Of(c.Text)
}

// Missing names a missing kind.
func (w *Words) Missing(m questionnaire.Missing) string {
	return w.Text("missing." + m.String())
}

// Population names who is counted.
func (w *Words) Population(l tabulate.Label) string {
	if l.Text.IsZero() {
		if l.Code == "" || l.Code == questionnaire.Everyone {
			return w.Text("report.population.everyone")
		}
		return l.Code
	}
	return w.Of(l.Text)
}

// Base names who percentages are of, whatever the question: "respondents who
// were asked".
func (w *Words) Base(b questionnaire.Base) string { return w.Text("base." + string(b)) }

// BaseOf names who the percentages of a table are of. Where answers like don't
// know count, it names those that the table lists.
func (w *Words) BaseOf(v *disclose.Published) string {
	if v.Roster() != "" {
		return w.Text("report.base.items." + string(v.Base()))
	}
	if v.Base() != questionnaire.BaseAnswered {
		return w.Base(v.Base())
	}
	var given []string
	for _, r := range v.Rows() {
		if r.Kind == tabulate.RowMissing && r.Missing.Given() {
			given = append(given, strings.ReplaceAll(w.Phrase(expr.PhraseAnswer), "{a}", w.Row(r)))
		}
	}
	if len(given) == 0 {
		return w.Text("report.base.answered")
	}
	return w.Text("report.base.answered_with", "answers", w.And(given...))
}

// Level is a confidence level in percent, as printed: "95".
func (w *Words) Level(level float64) string {
	return w.Number(math.Round(level*1000) / 10)
}

// Percent is a share in percent with one place, as printed.
func (w *Words) Percent(x float64) string { return w.Fixed(x, 1) }

// Sentence joins parts that are not empty with spaces, so that an absent
// remark leaves no gap.
func Sentence(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}
