package xlsform

import (
	"maps"
	"reflect"
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// complete writes, to columns of ours, whatever reading the form does not bring
// back.
func (w *writer) complete(read *questionnaire.Definition) error {
	if err := differences(w.def, read, w.settings.rows[0], ownColumn, "sections", "lists", "translations"); err != nil {
		return err
	}
	readSections := map[string]*questionnaire.SectionDef{}
	readQuestions := map[string]*questionnaire.QuestionDef{}
	for i := range read.Sections {
		s := &read.Sections[i]
		readSections[s.Key] = s
		eachQuestion(s.Questions, func(q *questionnaire.QuestionDef) { readQuestions[q.Key] = q })
	}
	for i := range w.def.Lists {
		l := &w.def.Lists[i]
		if err := w.completeOptions(l.Options, listOptions(read, l.Key), w.options["list "+l.Key]); err != nil {
			return err
		}
	}
	var failed error
	for i := range w.def.Sections {
		s := &w.def.Sections[i]
		found, ok := readSections[s.Key]
		if !ok {
			found = &questionnaire.SectionDef{Key: s.Key}
		}
		if err := differences(s, found, w.sections[s.Key], ownColumn, "questions"); err != nil {
			return err
		}
		eachQuestion(s.Questions, func(q *questionnaire.QuestionDef) {
			if err := w.completeQuestion(q, readQuestions[q.Key]); err != nil {
				failed = err
			}
		})
	}
	return failed
}

// eachQuestion visits questions and, behind each, those of a roster.
func eachQuestion(questions []questionnaire.QuestionDef, visit func(*questionnaire.QuestionDef)) {
	for i := range questions {
		visit(&questions[i])
		eachQuestion(questions[i].Questions, visit)
	}
}

func listOptions(d *questionnaire.Definition, key string) []questionnaire.OptionDef {
	for _, l := range d.Lists {
		if l.Key == key {
			return l.Options
		}
	}
	return nil
}

// completeQuestion completes the rows of one question.
func (w *writer) completeQuestion(q, found *questionnaire.QuestionDef) error {
	if found == nil {
		found = &questionnaire.QuestionDef{Key: q.Key}
	}
	apart := []string{"questions"}
	if rows := w.options[q.Key]; sameCodes(q.Options, found.Options) && len(rows) == len(q.Options) {
		apart = append(apart, "options")
		if err := w.completeOptions(q.Options, found.Options, rows); err != nil {
			return err
		}
	}
	if rows := w.rows[q.Key]; rows != nil && len(q.Rows) == len(found.Rows) {
		apart = append(apart, "rows")
		for i := range q.Rows {
			if err := differences(&q.Rows[i], &found.Rows[i], rows[q.Rows[i].Code], ownColumn); err != nil {
				return err
			}
		}
	}
	return differences(q, found, w.questions[q.Key], ownColumn, apart...)
}

func sameCodes(a, b []questionnaire.OptionDef) bool {
	return slices.EqualFunc(a, b, func(a, b questionnaire.OptionDef) bool { return a.Code == b.Code })
}

func (w *writer) completeOptions(options, found []questionnaire.OptionDef, rows map[string]*gridRow) error {
	for i := range options {
		was := &questionnaire.OptionDef{Code: options[i].Code}
		if i < len(found) && found[i].Code == options[i].Code {
			was = &found[i]
		}
		if err := differences(&options[i], was, rows[options[i].Code], ownChoice); err != nil {
			return err
		}
	}
	return nil
}

// ownColumn is the prefix of our columns but among the choices.
const ownColumn = own + "::"

// differences writes every property that is not as it was read to a column of
// ours; those named are compared apart.
func differences(want, got any, row *gridRow, prefix string, apart ...string) error {
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(got).Elem()
	for i := range a.NumField() {
		name := convert.PropertyName(a.Type().Field(i))
		if slices.Contains(apart, name) || same(a.Field(i), b.Field(i)) {
			continue
		}
		cell, err := encode(a.Field(i))
		if err != nil {
			return err
		}
		row.set(prefix+name, cell)
	}
	return nil
}

// same reports whether two values are equal; no list and an empty one are.
func same(a, b reflect.Value) bool {
	if (a.Kind() == reflect.Slice || a.Kind() == reflect.Map) && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// translations writes, to the sheet of ours, the translated strings that
// reading the form does not bring back.
func (w *writer) translations(read *questionnaire.Definition) {
	for _, tag := range slices.Sorted(maps.Keys(w.def.Translations)) {
		want, got := w.def.Translations[tag].Strings, read.Translations[tag].Strings
		for _, id := range slices.Sorted(maps.Keys(want)) {
			s := want[id]
			if got[id] == s {
				continue
			}
			row := w.own.add()
			row.set(columnID, id)
			row.set(columnLanguage, tag)
			row.set(columnText, quoted(s.Text))
			row.set(columnHash, quoted(s.Hash))
			if s.Reviewed {
				row.set(columnReviewed, "yes")
			}
		}
		for _, id := range slices.Sorted(maps.Keys(got)) {
			if _, ok := want[id]; !ok {
				row := w.own.add()
				row.set(columnID, id)
				row.set(columnLanguage, tag)
				row.set(columnText, cleared)
			}
		}
	}
}

// quoted writes a text as plainText reads it.
func quoted(text string) string {
	if cell, err := encode(reflect.ValueOf(text)); err == nil && text != "" {
		return cell
	}
	return `""`
}
