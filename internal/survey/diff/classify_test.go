package diff

import (
	"reflect"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

// small is a definition for tests to change.
func small() *questionnaire.Definition {
	one := 1.
	return &questionnaire.Definition{
		Survey: "s", Edition: "2026", Language: "en", Title: "Survey 2026", Confidentiality: questionnaire.Confidential,
		Lists: []questionnaire.ListDef{{Key: "places", Options: []questionnaire.OptionDef{{Code: "here", Text: "Here"}, {Code: "there", Text: "There"}}}},
		Sections: []questionnaire.SectionDef{{Key: "all", Title: "All", Questions: []questionnaire.QuestionDef{
			{Key: "role", Type: "single", Text: "What is your role?", Options: []questionnaire.OptionDef{
				{Code: "user", Text: "User"}, {Code: "seller", Text: "Seller"}, {Code: "other", Text: "Other", Other: true},
			}},
			{Key: "place", Type: "multiple", Text: "Where do you work?", List: "places", Min: &one},
			{Key: "staff", Type: "integer", Text: "How many people work there?", AskIf: "role == 'seller'",
				Require: []questionnaire.RuleDef{{Key: "positive", That: "staff > 0", Text: "Write a number above 0."}}},
			{Key: "views", Type: "matrix", Text: "What do you think of these?", Rows: []questionnaire.RowDef{{Code: "price", Text: "Price"}, {Code: "speed", Text: "Speed"}},
				Options: []questionnaire.OptionDef{{Code: "good", Text: "Good"}, {Code: "bad", Text: "Bad"}}},
			{Key: "projects", Type: "roster", Text: "Your projects", Item: "Project", Questions: []questionnaire.QuestionDef{
				{Key: "budget", Type: "decimal", Text: "What is its budget?", Unit: "EUR"},
			}},
		}}},
		Translations: map[string]questionnaire.Translation{"fr": {Language: "fr", Strings: map[string]questionnaire.TranslatedString{
			"title":                     {Text: "Enquête 2026", Hash: questionnaire.SourceHash("Survey 2026")},
			"question.role.text":        {Text: "Quel est votre rôle ?"},
			"question.role.option.user": {Text: "Utilisateur"},
		}}},
	}
}

func TestClassify(t *testing.T) {
	question := func(d *questionnaire.Definition, i int) *questionnaire.QuestionDef {
		return &d.Sections[0].Questions[i]
	}
	for _, test := range []struct {
		name   string
		change func(d *questionnaire.Definition)
		want   Effect
		reason string // a part of one reason
	}{
		{"nothing", func(d *questionnaire.Definition) {}, EffectNone, ""},
		{"spelling", func(d *questionnaire.Definition) { question(d, 0).Text = "What is your **role**?" }, Text, "role: question reworded"},
		{"title", func(d *questionnaire.Definition) { d.Title = "Something else altogether" }, Text, "title"},
		{"label", func(d *questionnaire.Definition) { question(d, 0).Options[1].Text = "Sellers" }, Text, "“seller”"},
		{"spelling of a translation", func(d *questionnaire.Definition) {
			d.Translations["fr"].Strings["question.role.text"] = questionnaire.TranslatedString{Text: "Quel est votre role ?"}
		}, Text, "in fr"},
		{"declared comparability", func(d *questionnaire.Definition) { question(d, 0).Comparability = questionnaire.Break }, Text, "beside the questions"},
		{"nets", func(d *questionnaire.Definition) {
			question(d, 0).Nets = []questionnaire.NetDef{{Key: "n", Text: "N", Codes: []string{"user"}}}
		}, Text, "nets"},
		{"option", func(d *questionnaire.Definition) {
			question(d, 0).Options = append(question(d, 0).Options, questionnaire.OptionDef{Code: "maker", Text: "Maker"})
		}, Additive, "“maker”"},
		{"option of a list", func(d *questionnaire.Definition) {
			d.Lists[0].Options = append(d.Lists[0].Options, questionnaire.OptionDef{Code: "nowhere", Text: "Nowhere"})
		}, Additive, "place: option added"},
		{"row", func(d *questionnaire.Definition) {
			question(d, 3).Rows = append(question(d, 3).Rows, questionnaire.RowDef{Code: "look", Text: "Look"})
		}, Additive, "“look”"},
		{"question", func(d *questionnaire.Definition) {
			d.Sections[0].Questions = append(d.Sections[0].Questions, questionnaire.QuestionDef{Key: "more", Type: "text", Text: "Anything else?"})
		}, Additive, "more: question added"},
		{"question of a roster", func(d *questionnaire.Definition) {
			question(d, 4).Questions = append(question(d, 4).Questions, questionnaire.QuestionDef{Key: "goal", Type: "text", Text: "What is it for?"})
		}, Additive, "goal"},
		{"language", func(d *questionnaire.Definition) {
			d.Translations["ar"] = questionnaire.Translation{Language: "ar"}
		}, Additive, "“ar”"},
		{"other words", func(d *questionnaire.Definition) { question(d, 0).Text = "Which of these describes your work best?" }, Breaking, "role: question reworded"},
		{"other words of a translation", func(d *questionnaire.Definition) {
			d.Translations["fr"].Strings["question.role.text"] = questionnaire.TranslatedString{Text: "Que vendez-vous ?"}
		}, Breaking, "in fr"},
		{"no option", func(d *questionnaire.Definition) { question(d, 0).Options = question(d, 0).Options[1:] }, Breaking, "“user”"},
		{"another code", func(d *questionnaire.Definition) { question(d, 0).Options[0].Code = "users" }, Breaking, "option renamed"},
		{"another key", func(d *questionnaire.Definition) { question(d, 1).Key = "places" }, Breaking, "question renamed"},
		{"no question", func(d *questionnaire.Definition) { d.Sections[0].Questions = d.Sections[0].Questions[1:] }, Breaking, "role: question retired"},
		{"another order", func(d *questionnaire.Definition) {
			q := d.Sections[0].Questions
			q[0], q[1] = q[1], q[0]
		}, Breaking, "question moved"},
		{"required", func(d *questionnaire.Definition) { question(d, 0).Required = true }, Breaking, "role: required"},
		{"condition", func(d *questionnaire.Definition) { question(d, 2).AskIf = "role == 'user'" }, Breaking, "staff: base changed"},
		{"rule", func(d *questionnaire.Definition) { question(d, 2).Require[0].That = "staff > 1" }, Breaking, "rule changed"},
		{"unit inside a roster", func(d *questionnaire.Definition) { question(d, 4).Questions[0].Unit = "USD" }, Breaking, "budget: scale changed"},
		{"no language", func(d *questionnaire.Definition) { delete(d.Translations, "fr") }, Breaking, "language removed"},
		{"promise", func(d *questionnaire.Definition) { d.Confidentiality = questionnaire.Identified }, Breaking, "confidentiality"},
		{"edition", func(d *questionnaire.Definition) { d.Edition = "2027" }, Breaking, "edition"},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := small()
			test.change(changed)
			got, reasons := classify(small(), changed)
			if got != test.want || !strings.Contains(strings.Join(reasons, "\n"), test.reason) {
				t.Errorf("classified as %s because %q, want %s with %q", got, reasons, test.want, test.reason)
			}
			if got == EffectNone != (len(reasons) == 0) {
				t.Errorf("%s for %d reasons", got, len(reasons))
			}
		})
	}
}

// TestEveryPropertyIsCompared sets each property of a question, an option and a
// row in turn, and wants it to be noticed.
func TestEveryPropertyIsCompared(t *testing.T) {
	skipped := map[string]bool{
		"Comparability": true, "Note": true, "From": true, "Map": true, "Retired": true, "Edition": true, // compared with the proposals
		"List": true, "Lists": true, "Group": true, // only mean what is listed and headed
		"Aliases": true, "Anchored": true, // for imports; where the order is random
	}
	fields := func(find func(d *questionnaire.Definition) reflect.Value) {
		kind := find(small()).Type()
		for i := range kind.NumField() {
			name := kind.Field(i).Name
			if skipped[name] {
				continue
			}
			changed := small()
			alter(t, find(changed).Field(i))
			if report := Compare(small(), changed); len(report.Changes) == 0 {
				t.Errorf("%s.%s: another value is no change", kind.Name(), name)
			}
		}
	}
	fields(func(d *questionnaire.Definition) reflect.Value {
		return reflect.ValueOf(&d.Sections[0].Questions[0]).Elem()
	})
	fields(func(d *questionnaire.Definition) reflect.Value {
		return reflect.ValueOf(&d.Sections[0].Questions[0].Options[0]).Elem()
	})
	fields(func(d *questionnaire.Definition) reflect.Value {
		return reflect.ValueOf(&d.Sections[0].Questions[3].Rows[0]).Elem()
	})
	fields(func(d *questionnaire.Definition) reflect.Value { return reflect.ValueOf(d).Elem() })
}

// TestEveryTranslationIsCompared changes the translation of each string in turn.
func TestEveryTranslationIsCompared(t *testing.T) {
	full := small()
	q := &full.Sections[0].Questions[0]
	q.Hint, q.Note, q.Comparability = "Choose one.", "A remark.", questionnaire.Note
	q.Nets = []questionnaire.NetDef{{Key: "n", Text: "Net", Codes: []string{"user"}}}
	q.Options[0].Note = "A remark."
	full.Populations = []questionnaire.PopulationDef{{Key: "p", Text: "Population"}}
	for _, s := range full.Strings() {
		full.Translations["fr"].Strings[s.ID] = questionnaire.TranslatedString{Text: "Texte"}
	}
	for _, s := range full.Strings() {
		changed := clone(full)
		changed.Translations["fr"].Strings[s.ID] = questionnaire.TranslatedString{Text: "Chose"}
		report := Compare(full, changed)
		if len(report.Changes) != 1 || report.Changes[0].What != TranslationChanged {
			t.Errorf("%s: another translation makes %d changes, want one", s.ID, len(report.Changes))
		}
	}
}

// alter gives a field another value.
func alter(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(uint64(questionnaire.Refused))
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		alter(t, v.Elem())
	case reflect.Slice:
		element := reflect.New(v.Type().Elem()).Elem()
		alter(t, element)
		v.Set(reflect.Append(v, element))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key := reflect.New(v.Type().Key()).Elem()
		alter(t, key)
		v.SetMapIndex(key, reflect.New(v.Type().Elem()).Elem())
	case reflect.Struct:
		alter(t, v.Field(0))
	default:
		t.Fatalf("no other value of a %s", v.Kind())
	}
}
