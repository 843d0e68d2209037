package respond

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// entry is what controls share that take one typed or selected value, with
// missing kinds beside it.
func entry(template, inputMode string) control {
	return control{
		template: template,
		names:    func(q *questionnaire.Question) []string { return []string{q.Key, missingName(q)} },
		layout: func(f *Field, q *questionnaire.Question, w view) {
			f.Name, f.InputMode, f.Unit, f.MaxLength = q.Key, inputMode, w.text(q.Unit), q.MaxLength
			layoutMissing(f, q, w)
		},
		fill: func(f *Field, entered url.Values) {
			f.Value = entered.Get(f.Name)
			f.Answered = f.Value != ""
			fillMissing(f, entered)
		},
	}
}

// layoutMissing lists the missing kinds as choices of a field of their own.
func layoutMissing(f *Field, q *questionnaire.Question, w view) {
	for i, o := range w.options {
		if o.Missing != questionnaire.NotMissing {
			f.Missing = append(f.Missing, Choice{
				ID: choiceID(f.ID+"-missing", i), Name: missingName(q), Value: o.Code, Text: w.text(o.Text),
			})
		}
	}
}

// parseEntry reads an entry, whose value read gives, and the missing kinds
// beside it.
func parseEntry(q *questionnaire.Question, entered url.Values, read func(s string) (response.Value, []response.Violation)) (response.Answers, []response.Violation) {
	if found := several(q, entered, q.Key); found != nil {
		return nil, found
	}
	s := trimmed(entered, q.Key)
	missing, found := parseMissing(q, entered, s != "")
	if found != nil || s == "" {
		return keep(q, missing), found
	}
	value, found := read(s)
	return keep(q, value), found
}

// text is the control of texts: of one line or, with another template, more.
func text(template string) control {
	c := entry(template, "")
	c.parse = func(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
		return parseEntry(q, entered, func(s string) (response.Value, []response.Violation) { return response.String(s), nil })
	}
	c.format = func(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
		entered := formatMissing(q, a[q.Key])
		if s := a[q.Key].Str(); s != "" {
			entered.Set(q.Key, s)
		}
		return entered
	}
	return c
}

// address is the control of texts that the browser knows from elsewhere, by
// the keyboard for them.
func address(inputMode string) control {
	c := text("text")
	layout := c.layout
	c.layout = func(f *Field, q *questionnaire.Question, w view) {
		layout(f, q, w)
		f.InputMode, f.Autocomplete = inputMode, inputMode
	}
	return c
}

// webAddress is the control of addresses of pages. Hardly anybody types how
// they begin.
func webAddress() control {
	c := address("url")
	c.parse = func(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
		return parseEntry(q, entered, func(s string) (response.Value, []response.Violation) {
			if !strings.Contains(s, "://") && strings.Contains(s, ".") && !strings.ContainsAny(s, " @") {
				s = "https://" + s
			}
			return response.String(s), nil
		})
	}
	return c
}

// organisation is the control of names of organisations, of which those that
// are known are suggested.
func organisation() control {
	c := text("text")
	layout := c.layout
	c.layout = func(f *Field, q *questionnaire.Question, w view) {
		layout(f, q, w)
		f.Autocomplete = "organization"
	}
	return c
}

// number is the control of numbers, typed as the language writes them.
func number(inputMode string) control {
	c := entry("number", inputMode)
	layout := c.layout
	c.layout = func(f *Field, q *questionnaire.Question, w view) {
		layout(f, q, w)
		f.Device, f.Decimals = string(q.Device), q.Decimals
	}
	c.parse = func(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
		return parseEntry(q, entered, func(s string) (response.Value, []response.Violation) { return parseNumber(q, p, s) })
	}
	c.format = func(q *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values {
		entered := formatMissing(q, a[q.Key])
		if a[q.Key].Kind() == response.KindNumber {
			entered.Set(q.Key, p.PlainNumber(a[q.Key].Num()))
		}
		return entered
	}
	return c
}

// parseNumber reads a number. One that languages read differently is asked for
// again, except where only one of the readings is a whole number and a whole
// number is wanted.
func parseNumber(q *questionnaire.Question, p *locale.Printer, s string) (response.Value, []response.Violation) {
	if unit := q.Unit.In(p.Language()); unit != "" {
		s = strings.TrimSpace(strings.TrimSuffix(s, unit))
	}
	if thousands, decimal, ok := locale.Ambiguous(s); ok {
		if q.Type.Name == "integer" && decimal != math.Trunc(decimal) {
			return response.Number(thousands), nil
		}
		return response.Value{}, []response.Violation{{Question: q, Code: violationAmbiguous, Params: map[string]any{
			"typed": s, "thousands": p.PlainNumber(thousands), "decimal": p.PlainNumber(decimal),
		}}}
	}
	if x, ok := p.ParseNumber(s); ok {
		return response.Number(x), nil
	}
	return response.String(s), nil
}

// country is the control of countries: a list in the order of the language's
// alphabet.
func country() control {
	c := text("select")
	layout := c.layout
	c.layout = func(f *Field, q *questionnaire.Question, w view) {
		layout(f, q, w)
		f.Listed = true
		for _, o := range w.options {
			if o.Missing == questionnaire.NotMissing {
				f.Options = append(f.Options, Choice{Value: o.Code, Text: w.text(o.Text)})
			}
		}
		collator := collate.New(language.Make(w.printer.Language()), collate.IgnoreCase)
		slices.SortStableFunc(f.Options, func(a, b Choice) int { return collator.CompareString(a.Text, b.Text) })
	}
	c.fill = func(f *Field, entered url.Values) {
		f.Value = entered.Get(f.Name)
		for i := range f.Options {
			f.Options[i].Checked = f.Options[i].Value == f.Value
		}
		f.Answered = f.Value != ""
		fillMissing(f, entered)
	}
	return c
}

func fillMissing(f *Field, entered url.Values) {
	for i := range f.Missing {
		f.Missing[i].Checked = slices.Contains(entered[f.Missing[i].Name], f.Missing[i].Value)
		f.Answered = f.Answered || f.Missing[i].Checked
	}
}

// note is the control of notes, which are shown only.
func note() control { return unanswered("note") }

// unseen is the control of what is kept in a questionnaire and never shown.
func unseen() control { return unanswered("unseen") }

func unanswered(template string) control {
	return control{
		template: template,
		names:    func(*questionnaire.Question) []string { return nil },
		layout:   func(*Field, *questionnaire.Question, view) {},
		fill:     func(*Field, url.Values) {},
		parse: func(*questionnaire.Question, *locale.Printer, url.Values) (response.Answers, []response.Violation) {
			return response.Answers{}, nil
		},
		format: func(*questionnaire.Question, *locale.Printer, response.Answers) url.Values { return url.Values{} },
	}
}
