package questionnaire_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/fixture"
	"barometer/internal/questionnaire/yamlform"
)

// TestVariables checks the names and shapes of the variables of every fixture.
func TestVariables(t *testing.T) {
	tests := map[string]string{
		"single_other":         "role:code role__other__text:text",
		"multiple_exclusive":   "worries:codes worries__other__text:text",
		"matrix_single":        "trusted__face:code trusted__finger:code trusted__iris:code",
		"matrix_multiple":      "used_for__face:codes used_for__finger:codes where:text",
		"rating_nps":           "quality:code difficulty:code recommend:code",
		"numbers":              "employees:number error_rate:number size_class:code",
		"texts":                "nickname:text comment:text",
		"date_country":         "founded:date seat:code",
		"missing_kinds":        "income:number born:date party:code reason:text",
		"recodes_nets_banners": "sector:code country:code devices:codes importance:code region:code device_kind:codes respondent_id:text completed_on:date score:number weight:number",
	}
	for name, want := range tests {
		q := fixture.Load(t, name)
		var got []string
		for i, v := range q.Variables {
			got = append(got, v.Name+":"+v.Shape.String())
			if found, ok := q.Variable(v.Name); !ok || found != v || v.Index != i {
				t.Errorf("%s: variable %d is not found by its name %s", name, i, v.Name)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s has the variables\n%s, want\n%s", name, s, want)
		}
	}
}

// TestGeneratedOptions checks the options that authors do not list.
func TestGeneratedOptions(t *testing.T) {
	q := fixture.Load(t, "rating_nps")
	tests := []struct {
		key          string
		n            int
		first, last  string
		lowest, high float64
	}{
		{"quality", 5, "1", "5", 1, 5},
		{"difficulty", 4, "1", "not_sure", 1, 3},
		{"recommend", 11, "0", "10", 0, 10},
	}
	for _, test := range tests {
		x, _ := q.Question(test.key)
		first, last := x.Options[0], x.Options[len(x.Options)-1]
		if len(x.Options) != test.n || first.Code != test.first || last.Code != test.last || first.Score != test.lowest {
			t.Errorf("%s has %d options from %s (%v) to %s", test.key, len(x.Options), first.Code, first.Score, last.Code)
		}
		if o, ok := x.Option("3"); !ok || !o.HasScore || o.Score != 3 {
			t.Errorf("%s has no point of score 3", test.key)
		}
	}
	difficulty, _ := q.Question("difficulty")
	if o := difficulty.Options[3]; o.HasScore || o.Missing != questionnaire.DontKnow || o.Index != 3 {
		t.Errorf("the missing kind is %+v", o)
	}
	if o := difficulty.Options[0]; o.Text.Source() != "Too easy" {
		t.Errorf("the first point is labelled %q", o.Text.Source())
	}
}

// TestCountryNames checks the generated list in three languages.
func TestCountryNames(t *testing.T) {
	q := fixture.Load(t, "languages")
	home, _ := q.Question("home")
	if n := len(home.Options); n != 249 {
		t.Fatalf("there are %d countries, want 249", n)
	}
	de, _ := home.Option("DE")
	for language, want := range map[string]string{"en": "Germany", "fr": "Allemagne", "ar": "ألمانيا"} {
		if got := de.Text.In(language); got != want {
			t.Errorf("DE in %s is %q, want %q", language, got, want)
		}
	}
	for _, o := range home.Options {
		if o.Text.In("fr") == "" || o.Text.In("ar") == "" || o.Text.Source() == "" {
			t.Errorf("%s has no name in one of the languages", o.Code)
		}
	}
	seat, _ := fixture.Load(t, "date_country").Question("seat")
	if last := seat.Options[249]; last.Missing != questionnaire.Refused || last.Index != 249 {
		t.Errorf("the missing kind behind the countries is %+v", last)
	}
}

// TestTexts checks what is translated, and what is not.
func TestTexts(t *testing.T) {
	q := fixture.Load(t, "languages")
	if want := []string{"en", "ar", "fr"}; !slices.Equal(q.Languages, want) {
		t.Errorf("the languages are %v, want %v", q.Languages, want)
	}
	job, _ := q.Question("job")
	name := questionnaire.Words(func(key string) string { return "<" + key + ">" })
	for language, want := range map[string]string{
		"en": "What do you do, <name>?", "fr": "Que faites-vous, <name> ?", "xx": "What do you do, <name>?",
	} {
		if got := job.Text.Render(language, name); got != want {
			t.Errorf("in %s the text is %q, want %q", language, got, want)
		}
	}
	other, _ := q.Variable("job__other__text")
	if got, want := other.Text.In("fr"), "Que faites-vous, ${name} ? – Autre chose"; got != want {
		t.Errorf("the variable of the other text is %q, want %q", got, want)
	}
}

// TestConditions checks what compiled conditions refer to.
func TestConditions(t *testing.T) {
	q := fixture.Load(t, "routing")
	budget, _ := q.Question("research_budget")
	c := budget.AskIf
	if got := c.Expr.Names(); !slices.Equal(got, []string{"departments__research", "departments"}) {
		t.Fatalf("the condition names %v", got)
	}
	if c.Variables[0].Name != "departments" || c.Options[0].Code != "research" || c.Variables[1] != c.Variables[0] || c.Options[1] != nil {
		t.Errorf("the condition refers to %v and %v", c.Variables, c.Options)
	}
	departments, _ := q.Question("departments")
	if departments.BaseIf == nil || q.ScreenOutIf == nil || q.Sections[1].AskIf == nil || q.Sections[0].AskIf != nil {
		t.Error("a condition is absent, or one too many is there")
	}
	if q.Populations[0].If == nil || q.Populations[1].If != nil {
		t.Error("the population of everyone has a condition, or the other has none")
	}
}

// TestDerived checks nets, recodes and banners.
func TestDerived(t *testing.T) {
	q := fixture.Load(t, "recodes_nets_banners")
	importance, _ := q.Question("importance")
	if n := importance.Nets[0]; n.Key != "top_two" || len(n.Options) != 2 || n.Options[1].Code != "very" {
		t.Errorf("the first net is %+v", n)
	}
	if b := q.Banners[0]; len(b.Of) != 2 || b.Of[1].Name != "region" || b.Of[1].Recode.Source.Name != "country" {
		t.Errorf("the first banner is %+v", b)
	}
	kind, _ := q.Variable("device_kind")
	if i, ok := kind.Recode.GroupOfCode("laptop"); !ok || kind.Options[i].Code != "computer" {
		t.Errorf("a laptop is in group %d", i)
	}
	size, _ := fixture.Load(t, "numbers").Variable("size_class")
	for x, want := range map[float64]string{-5: "none", 1.9: "none", 2: "small", 49: "small", 50: "large", 1e9: "large"} {
		if i, ok := size.Recode.GroupOfNumber(x); !ok || size.Options[i].Code != want {
			t.Errorf("%v is in group %d, want %s", x, i, want)
		}
	}
}

// TestHash checks that the hash follows the content, however it was read.
func TestHash(t *testing.T) {
	q := fixture.Load(t, "languages")
	b, err := json.Marshal(q.Definition)
	if err != nil {
		t.Fatal(err)
	}
	again, err := questionnaire.FromJSON(b)
	if err != nil {
		t.Fatal(err)
	}
	if got := questionnaire.Hash(again); got != q.Version || len(got) != 64 {
		t.Errorf("after JSON the hash is %s, before %s", got, q.Version)
	}
	s := again.Translations["fr"].Strings["thanks"]
	s.Text += "!"
	again.Translations["fr"].Strings["thanks"] = s
	if questionnaire.Hash(again) == q.Version {
		t.Error("a changed translation leaves the hash as it was")
	}
}

func TestFromJSONIsStrict(t *testing.T) {
	for _, source := range []string{
		``, `[]`, `{"survey": 1}`, `{"colour": "red"}`, `{} {}`, `{"sections": [{"questions": [{"options": [{"missing": "unsure"}]}]}]}`,
	} {
		if d, err := questionnaire.FromJSON([]byte(source)); err == nil {
			t.Errorf("%s was read as %+v", source, d)
		}
	}
}

// TestStringsHaveUniqueIDs checks the ids of everything at once.
func TestStringsHaveUniqueIDs(t *testing.T) {
	q := fixture.Load(t, "everything")
	seen := map[string]bool{}
	for _, s := range q.Definition.Strings() {
		if seen[s.ID] || s.Text == "" || s.Path == "" {
			t.Errorf("string %+v is empty, without a place, or there twice", s)
		}
		seen[s.ID] = true
	}
	for _, id := range []string{
		"title", "introduction", "thanks", "section.technology.text", "question.staff.unit", "question.quality.low", "question.trust.row.face",
		"question.role.option.user", "question.used.net.touchless", "recode.staff_class.group.small", "population.all_members", "banner.profile",
	} {
		if !seen[id] {
			t.Errorf("there is no string %s", id)
		}
	}
}

// TestLimits checks that a huge definition is refused, not worked through.
func TestLimits(t *testing.T) {
	questions := &questionnaire.Definition{Sections: []questionnaire.SectionDef{{Questions: make([]questionnaire.QuestionDef, 100_000)}}}
	options := &questionnaire.Definition{Sections: []questionnaire.SectionDef{{Questions: []questionnaire.QuestionDef{
		{Options: make([]questionnaire.OptionDef, 100_000)},
	}}}}
	for _, d := range []*questionnaire.Definition{questions, options} {
		if problems := questionnaire.Lint(d, nil); len(problems) != 1 || !problems.HasErrors() {
			t.Errorf("%d problems, want one error", len(problems))
		}
	}
}

// FuzzCompile checks that no definition crashes the compiler, and that every
// one that compiles is whole.
func FuzzCompile(f *testing.F) {
	for _, name := range fixture.Names(f) {
		d, _, _ := yamlform.ReadFile(filepath.Join(fixture.Dir(f), name+".yaml"))
		b, err := json.Marshal(d)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := questionnaire.FromJSON(bytes.TrimSpace(data))
		if err != nil {
			return
		}
		q, problems := questionnaire.Compile(d, nil)
		if (q == nil) != problems.HasErrors() {
			t.Fatalf("questionnaire %v with problems %v", q, problems)
		}
		if q == nil {
			return
		}
		for _, x := range q.Questions {
			if x.Type == nil || x.Text.IsZero() || x.Comparability == "" || x.Shape() == questionnaire.ShapeNone != (x.Type.Name == "note" || x.Type.Skipped) {
				t.Errorf("question %s is not whole", x.Key)
			}
		}
	})
}
