package respond

import (
	"net/url"
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// control is how questions of a type are shown and read.
type control struct {
	// template names the template in templates/controls.
	template string
	// names lists the names of its form fields.
	names func(q *questionnaire.Question) []string
	// layout adds to a field what is there before anything is entered.
	layout func(f *Field, q *questionnaire.Question, w view)
	// fill puts what was entered or stored into a field.
	fill func(f *Field, entered url.Values)
	// parse reads what was entered. A value that is no answer at all is given
	// as the string that was typed, or as a violation.
	parse func(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation)
	// format is the inverse of parse.
	format func(q *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values
}

// view is what a question is shown with: texts in the language of the page
// with earlier answers inserted, and of its options and rows those that the
// respondent is shown, in the order shown.
type view struct {
	printer *locale.Printer
	text    func(questionnaire.Text) string
	options []*questionnaire.Option
	rows    []*questionnaire.Row
}

// controls is the table of controls by type of question.
var controls = map[string]control{
	"single":       choice("radios"),
	"ranking":      ranking(),
	"allocation":   allocation(),
	"money":        money(),
	"email":        address("email"),
	"url":          webAddress(),
	"month":        month(),
	"organisation": organisation(),
	"file":         file(),
	"calculated":   unseen(),
	"unsupported":  unseen(),
	"rating":       choice("scale"),
	"nps":          choice("scale"),
	"multiple":     multiple(),
	"matrix":       matrix(),
	"integer":      number("numeric"),
	"decimal":      number("decimal"),
	"text":         text("text"),
	"paragraph":    text("paragraph"),
	"date":         date(),
	"country":      country(),
	"note":         note(),
}

// missingName names the field of "don't know" and "prefer not to say" beside
// an entry. No key holds a point, so it is never the name of another field.
func missingName(q *questionnaire.Question) string { return q.Key + ".missing" }

// trimmed gives the only value of a field without the spaces around it.
func trimmed(entered url.Values, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(entered.Get(name), "\r\n", "\n"))
}

// several reports whether a field that takes one value came with more, which
// no form of ours sends.
func several(q *questionnaire.Question, entered url.Values, names ...string) []response.Violation {
	for _, name := range names {
		if len(entered[name]) > 1 {
			return []response.Violation{{Question: q, Code: response.ViolationForm}}
		}
	}
	return nil
}

// contradiction says that an option that excludes others came with another.
func contradiction(q *questionnaire.Question, o *questionnaire.Option, row *questionnaire.Row) response.Violation {
	return response.Violation{Question: q, Row: row, Code: response.ViolationExclusive, Params: map[string]any{"option": o.Text}}
}

// parseMissing reads the field of missing kinds beside an entry. hasEntry says
// whether something was entered, which contradicts it.
func parseMissing(q *questionnaire.Question, entered url.Values, hasEntry bool) (response.Value, []response.Violation) {
	codes := entered[missingName(q)]
	if len(codes) == 0 {
		return response.Value{}, nil
	}
	o, ok := q.Option(codes[0])
	if !ok || o.Missing == questionnaire.NotMissing {
		return response.Value{}, []response.Violation{{Question: q, Code: response.ViolationNotOffered}}
	}
	if hasEntry || len(codes) > 1 {
		return response.Value{}, []response.Violation{contradiction(q, o, nil)}
	}
	return response.Missing(o.Missing), nil
}

// formatMissing is the inverse of parseMissing.
func formatMissing(q *questionnaire.Question, v response.Value) url.Values {
	if code := missingCode(q, v.MissingKind()); code != "" {
		return url.Values{missingName(q): {code}}
	}
	return url.Values{}
}

// missingCode is the code of the option for a missing kind, "" if there is none.
func missingCode(q *questionnaire.Question, m questionnaire.Missing) string {
	i := slices.IndexFunc(q.Options, func(o *questionnaire.Option) bool {
		return m != questionnaire.NotMissing && o.Missing == m
	})
	if i < 0 {
		return ""
	}
	return q.Options[i].Code
}

// keep gives the patch that holds one value under the question's key; no
// answer is left out of patches.
func keep(q *questionnaire.Question, v response.Value) response.Answers {
	if v.IsNone() {
		return response.Answers{}
	}
	return response.Answers{q.Key: v}
}
