package respond

import (
	"fmt"
	"net/url"
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// choice is the control of questions that take one option: a list of radio
// buttons or, with another template, a scale of them.
func choice(template string) control {
	return control{
		template: template, names: response.AnswerNames, layout: layoutOptions, fill: fillChoices,
		parse: parseChoice, format: formatChoice,
	}
}

// multiple is the control of questions that take several options.
func multiple() control {
	return control{
		template: "checkboxes", names: response.AnswerNames,
		layout: func(f *Field, q *questionnaire.Question, w view) {
			f.Many = true
			layoutOptions(f, q, w)
		},
		fill: fillChoices, parse: parseMultiple, format: formatChoice,
	}
}

// layoutOptions lists the options, missing kinds apart. In a long list of which
// one is chosen these come last.
func layoutOptions(f *Field, q *questionnaire.Question, w view) {
	f.Name, f.Listed = q.Key, q.Display == questionnaire.DisplayList
	for i, o := range w.options {
		c := Choice{ID: choiceID(f.ID, i), Name: q.Key, Value: o.Code, Text: w.text(o.Text)}
		if o.Other {
			c.Other = &Part{ID: c.ID + "-text", Name: q.OtherName(o), Label: w.printer.Text("respond.other_text", "option", c.Text)}
		}
		if o.Group != nil {
			c.Group = w.text(o.Group.Text)
		}
		if o.Missing != questionnaire.NotMissing {
			f.Missing = append(f.Missing, c)
			continue
		}
		f.Options = append(f.Options, c)
	}
	if f.Listed && !f.Many {
		f.Options, f.Missing = append(f.Options, f.Missing...), nil
	}
	if n := len(f.Options); n > 0 {
		f.Low, f.High = w.text(q.Low), w.text(q.High)
		f.Options[0].End, f.Options[n-1].End = f.Low, f.High
	}
}

// choiceID numbers the inputs of a question; the first has the question's own
// id.
func choiceID(id string, i int) string {
	if i == 0 {
		return id
	}
	return fmt.Sprintf("%s-%d", id, i+1)
}

func fillChoices(f *Field, entered url.Values) {
	for _, list := range [][]Choice{f.Options, f.Missing} {
		for i := range list {
			c := &list[i]
			c.Checked = slices.Contains(entered[c.Name], c.Value)
			f.Answered = f.Answered || c.Checked
			if c.Other != nil {
				c.Other.Value = entered.Get(c.Other.Name)
			}
		}
	}
}

func parseChoice(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	if found := several(q, entered, response.AnswerNames(q)...); found != nil {
		return nil, found
	}
	codes := withTypedOther(q, entered)
	if len(codes) == 0 {
		return response.Answers{}, nil
	}
	return withOtherTexts(q, entered, codes, keep(q, codeValue(q, codes[0]))), nil
}

// codeValue is the answer that choosing a code gives.
func codeValue(q *questionnaire.Question, code string) response.Value {
	if o, ok := q.Option(code); ok && o.Missing != questionnaire.NotMissing {
		return response.Missing(o.Missing)
	}
	return response.String(code)
}

func parseMultiple(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	codes := withTypedOther(q, entered)
	value, contradicted := codesValue(q, codes)
	if contradicted != nil {
		return nil, []response.Violation{contradiction(q, contradicted, nil)}
	}
	return withOtherTexts(q, entered, codes, keep(q, value)), nil
}

// codesValue is the answer that ticking codes gives, or the missing kind that
// was ticked beside something else.
func codesValue(q *questionnaire.Question, codes []string) (response.Value, *questionnaire.Option) {
	if len(codes) == 0 {
		return response.Value{}, nil
	}
	for _, code := range codes {
		if o, ok := q.Option(code); ok && o.Missing != questionnaire.NotMissing {
			if len(codes) > 1 {
				return response.Value{}, o
			}
			return response.Missing(o.Missing), nil
		}
	}
	return response.Codes(codes...), nil
}

// withTypedOther gives the chosen codes. Where nothing is chosen, but the text
// of an "other" option was typed, that option was meant.
func withTypedOther(q *questionnaire.Question, entered url.Values) []string {
	codes := slices.DeleteFunc(slices.Clone(entered[q.Key]), func(code string) bool { return code == "" })
	if len(codes) > 0 {
		return codes
	}
	for _, o := range q.Options {
		if o.Other && trimmed(entered, q.OtherName(o)) != "" {
			return []string{o.Code}
		}
	}
	return nil
}

// withOtherTexts adds the texts of those "other" options that are chosen. The
// text of one that is not is left from before: the page hides it.
func withOtherTexts(q *questionnaire.Question, entered url.Values, codes []string, a response.Answers) response.Answers {
	for _, o := range q.Options {
		name := q.OtherName(o)
		if s := trimmed(entered, name); o.Other && s != "" && slices.Contains(codes, o.Code) {
			a[name] = response.String(s)
		}
	}
	return a
}

func formatChoice(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
	entered := url.Values{}
	v := a[q.Key]
	switch v.Kind() {
	case response.KindString:
		entered.Set(q.Key, v.Str())
	case response.KindList:
		entered[q.Key] = slices.Clone(v.List())
	case response.KindMissing:
		entered.Set(q.Key, missingCode(q, v.MissingKind()))
	}
	for _, o := range q.Options {
		if s := a[q.OtherName(o)].Str(); o.Other && s != "" {
			entered.Set(q.OtherName(o), s)
		}
	}
	return entered
}
