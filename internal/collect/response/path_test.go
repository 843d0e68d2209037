package response_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// compile makes a questionnaire of a definition that has no problems.
func compile(t *testing.T, def *questionnaire.Definition) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(def, func(path string) questionnaire.Position {
		return questionnaire.Position{File: path}
	})
	if q == nil {
		t.Fatalf("compile: %v", problems)
	}
	return q
}

func options(codes ...string) []questionnaire.OptionDef {
	defs := make([]questionnaire.OptionDef, len(codes))
	for i, code := range codes {
		defs[i] = questionnaire.OptionDef{Code: code, Text: code}
		switch code {
		case "other":
			defs[i].Other = true
		case "none":
			defs[i].Exclusive = true
		case "dk":
			defs[i].Missing = questionnaire.DontKnow
		}
	}
	return defs
}

func number(x float64) *float64 { return &x }

// routed asks suppliers about sales, users about systems, and everyone a
// matrix; it screens out who is under 18.
func routed(t *testing.T) *questionnaire.Questionnaire {
	places := 1
	return compile(t, &questionnaire.Definition{
		Survey: "s", Edition: "e", Language: "en", Title: "T", Confidentiality: questionnaire.Identified,
		ScreenOutIf: "age < 18",
		Sections: []questionnaire.SectionDef{
			{Key: "one", Title: "One", Questions: []questionnaire.QuestionDef{
				{Key: "age", Type: "integer", Text: "Age?", Min: number(0), Max: number(120)},
				{Key: "role", Type: "single", Text: "Role?", Required: true, Options: options("supplier", "user", "other", "dk")},
			}},
			{Key: "sales", Title: "Sales", AskIf: "role == 'supplier'", Questions: []questionnaire.QuestionDef{
				{Key: "sectors", Type: "multiple", Text: "Sectors?", Min: number(2), Max: number(3), Options: options("a", "b", "c", "d", "other", "none", "dk")},
				{Key: "share", Type: "decimal", Text: "Share?", AskIf: "'a' in sectors", Decimals: &places, Min: number(0), Max: number(100)},
			}},
			{Key: "last", Title: "Last", Questions: []questionnaire.QuestionDef{
				{Key: "views", Type: "matrix", Text: "Views?", Required: true, Options: options("yes", "no", "dk"), Rows: []questionnaire.RowDef{{Code: "x", Text: "X"}, {Code: "y", Text: "Y"}}},
				{Key: "why", Type: "text", Text: "Why?", AskIf: "views__x == 'no'", MaxLength: 5},
				{Key: "since", Type: "date", Text: "Since?", Earliest: "2000-01-01", Latest: "2026-12-31"},
			}},
		},
	})
}

func answers(t *testing.T, text string) response.Answers {
	t.Helper()
	var a response.Answers
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTrace(t *testing.T) {
	q := routed(t)
	for _, test := range []struct {
		name, answers string
		asked         []string
		resume        string // "" when only the review is left
		screenedOut   bool
	}{
		{"nothing yet", `{}`, []string{"age", "role", "views", "since"}, "one", false},
		{"user", `{"role": "user"}`, []string{"age", "role", "views", "since"}, "last", false},
		{"supplier", `{"role": "supplier"}`, []string{"age", "role", "sectors", "views", "since"}, "sales", false},
		{"share", `{"role": "supplier", "sectors": ["a", "b"]}`, []string{"age", "role", "sectors", "share", "views", "since"}, "last", false},
		{"hidden answers do not route", `{"role": "user", "sectors": ["a", "b"]}`, []string{"age", "role", "views", "since"}, "last", false},
		{"matrix row", `{"role": "user", "views": {"x": "no", "y": "yes"}}`, []string{"age", "role", "views", "why", "since"}, "", false},
		{"half a matrix", `{"role": "user", "views": {"y": "yes"}}`, []string{"age", "role", "views", "since"}, "", false},
		{"required one left out", `{"views": {"x": "yes", "y": "yes"}}`, []string{"age", "role", "views", "since"}, "one", false},
		{"the text of other alone", `{"role__other__text": "Observer"}`, []string{"age", "role", "views", "since"}, "last", false},
		{"under age", `{"age": 17, "role": "user"}`, []string{"age", "role"}, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := response.Trace(q, response.Context{}, answers(t, test.answers))
			var asked []string
			for _, question := range q.Questions {
				if path.Asked(question) {
					asked = append(asked, question.Key)
				}
			}
			if !slices.Equal(asked, test.asked) {
				t.Errorf("asked %v, want %v", asked, test.asked)
			}
			resume := ""
			if section := path.Resume(); section != nil {
				resume = section.Key
			}
			if resume != test.resume {
				t.Errorf("resume at %q, want %q", resume, test.resume)
			}
			if path.ScreenedOut() != test.screenedOut {
				t.Errorf("screened out: %v", path.ScreenedOut())
			}
		})
	}
}

func TestPrune(t *testing.T) {
	q := routed(t)
	given := answers(t, `{"role": "user", "role__other__text": "x", "sectors": ["a", "b"], "share": 3, "views": {"x": "yes"}}`)
	got := response.Trace(q, response.Context{}, given).Prune()
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, []string{"role", "views"}) {
		t.Errorf("kept %v; want what is asked, without the text of an option that is not chosen", names)
	}
	typed := response.Trace(q, response.Context{}, answers(t, `{"role__other__text": "Observer"}`)).Prune()
	if typed["role"].Str() != "other" || typed["role__other__text"].Str() != "Observer" {
		t.Errorf("kept %v; want the option that the text belongs to", typed)
	}
	if len(given) != 5 {
		t.Errorf("the draft's answers were changed: %v", given)
	}
}

func TestValidate(t *testing.T) {
	q := routed(t)
	for _, test := range []struct {
		name, answers string
		want          []string // question[/row] code
	}{
		{"good", `{"role": "user", "views": {"x": "yes", "y": {"missing": "dont_know"}}, "since": "2020-02-29"}`, nil},
		{"required", `{}`, []string{"role required", "views required"}},
		{"row left out", `{"role": "user", "views": {"x": "yes"}}`, []string{"views/y required"}},
		{"not an option", `{"role": "boss", "views": {"x": "maybe", "y": "yes"}}`, []string{"role not_offered", "views/x not_offered"}},
		{"the text of other alone", `{"role__other__text": "Observer", "views": {"x": "yes", "y": "no"}}`, nil},
		{"a missing kind as a code", `{"role": "dk", "views": {"x": "yes", "y": "no"}}`, []string{"role not_offered"}},
		{"a missing kind not offered", `{"role": {"missing": "refused"}, "views": {"x": "yes", "y": "no"}}`, []string{"role not_offered"}},
		{"unknown row", `{"role": "user", "views": {"x": "yes", "y": "no", "z": "no"}}`, []string{"views not_offered"}},
		{"other without text", `{"role": "other", "role__other__text": "  ", "views": {"x": "yes", "y": "no"}}`, []string{"role other_text"}},
		{"too few", `{"role": "supplier", "sectors": ["b"], "views": {"x": "yes", "y": "no"}}`, []string{"sectors too_few"}},
		{"exclusive alone is enough", `{"role": "supplier", "sectors": ["none"], "views": {"x": "yes", "y": "no"}}`, nil},
		{"exclusive with another", `{"role": "supplier", "sectors": ["b", "none"], "views": {"x": "yes", "y": "no"}}`, []string{"sectors exclusive"}},
		{"too many", `{"role": "supplier", "sectors": ["a", "b", "c", "d"], "views": {"x": "yes", "y": "no"}}`, []string{"sectors too_many"}},
		{"twice the same", `{"role": "supplier", "sectors": ["b", "b"], "views": {"x": "yes", "y": "no"}}`, []string{"sectors not_offered"}},
		{"numbers", `{"age": 20.5, "role": "supplier", "sectors": ["a", "b"], "share": 100.25, "views": {"x": "yes", "y": "no"}}`, []string{"age integer", "share decimals", "share too_large"}},
		{"a word for a number", `{"age": "old", "role": "user", "views": {"x": "yes", "y": "no"}}`, []string{"age number"}},
		{"negative", `{"age": -1, "role": "user"}`, []string{"age too_small"}},
		{"dates", `{"role": "user", "views": {"x": "yes", "y": "no"}, "since": "2021-02-29"}`, []string{"since date"}},
		{"early", `{"role": "user", "views": {"x": "yes", "y": "no"}, "since": "1999-12-31"}`, []string{"since too_early"}},
		{"late", `{"role": "user", "views": {"x": "yes", "y": "no"}, "since": "2027-01-01"}`, []string{"since too_late"}},
		{"length in characters", `{"role": "user", "views": {"x": "no", "y": "no"}, "why": "ééééé"}`, nil},
		{"too long", `{"role": "user", "views": {"x": "no", "y": "no"}, "why": "éééééé"}`, []string{"why too_long"}},
		{"control characters", `{"role": "user", "views": {"x": "no", "y": "no"}, "why": "a\u0000b"}`, []string{"why text"}},
		{"form", `{"role": ["user"], "views": "yes"}`, []string{"role form", "views form"}},
		{"not asked, not checked", `{"role": "user", "sectors": ["q"], "views": {"x": "yes", "y": "no"}}`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := response.Trace(q, response.Context{}, answers(t, test.answers))
			var got []string
			for _, v := range path.Validate(q.Questions) {
				at := v.Question.Key
				if v.Row != nil {
					at += "/" + v.Row.Code
				}
				got = append(got, at+" "+string(v.Code))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestStorable(t *testing.T) {
	q := routed(t)
	patch := answers(t, `{"age": "old", "role": "other", "sectors": ["a", "b", "c", "d"], "share": 101, "stray": "x", "since": "soon"}`)
	kept, refused := response.Storable(q.Questions, patch)
	if names := slices.Sorted(maps.Keys(kept)); !slices.Equal(names, []string{"role", "sectors", "share"}) {
		t.Errorf("kept %v; want what a respondent can mend later", names)
	}
	if len(refused) != 2 {
		t.Errorf("refused %v; want age and since", refused)
	}
	long := response.Answers{"why": response.String(strings.Repeat("é", response.MaxText+1))}
	if kept, refused := response.Storable(q.Questions, long); len(kept) != 0 || len(refused) != 1 {
		t.Errorf("a text of %d characters: %d kept, %d refused", response.MaxText+1, len(kept), len(refused))
	}
}

func TestValueJSON(t *testing.T) {
	for _, text := range []string{
		`"code"`, `["a","b"]`, `[]`, `12.5`, `{"missing":"dont_know"}`, `{"x":"a","y":["b"],"z":{"missing":"refused"}}`, `null`,
		`[{"id":"1","answers":{"a":"x","b":{"missing":"refused"}}},{"id":"2","answers":{}}]`,
	} {
		var v response.Value
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := json.Marshal(v); err != nil || string(got) != text {
			t.Errorf("%s became %s (%v)", text, got, err)
		}
	}
	for _, text := range []string{`true`, `[1]`, `{"missing":"not_asked"}`, `{"missing":"x"}`, `{"x":{"y":{"z":"a"}}}`, `{"x":true}`, `[{"id":1,"answers":{}}]`, `[{"id":"1"}]`, `[{"id":"1","answers":{}},"a"]`} {
		var v response.Value
		if err := json.Unmarshal([]byte(text), &v); err == nil {
			t.Errorf("%s was read as %v", text, v)
		}
	}
}

// TestAnswersJSON compares the written-out encoder with encoding/json.
func TestAnswersJSON(t *testing.T) {
	a := response.Answers{
		"text": response.String("é \"quoted\" \\ <b> & \n \u2028 😀"), "plain": response.String("a b~!"), "list": response.Codes("a", "é"),
		"number": response.Number(1e-7), "big": response.Number(123456789012), "missing": response.Missing(questionnaire.Refused),
		"rows": response.Rows(map[string]response.Value{"b": response.Codes(), "a": response.String("x")}), "none": {},
	}
	plain := map[string]any{
		"text": "é \"quoted\" \\ <b> & \n \u2028 😀", "plain": "a b~!", "list": []string{"a", "é"}, "number": 1e-7, "big": 123456789012.0,
		"missing": map[string]string{"missing": "refused"}, "rows": map[string]any{"b": []string{}, "a": "x"}, "none": nil,
	}
	got, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	unordered, err := a.Unordered()
	if err != nil {
		t.Fatal(err)
	}
	var again response.Answers
	if err := json.Unmarshal(unordered, &again); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(again); err != nil || string(again) != string(want) {
		t.Errorf("unordered: %s, %v", again, err)
	}
}
