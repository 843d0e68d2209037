package dataset_test

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

func compile(t testing.TB, d *questionnaire.Definition) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(d, nil)
	if problems.HasErrors() {
		t.Fatalf("Compile: %v", problems)
	}
	return q
}

func options(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		o := questionnaire.OptionDef{Code: code, Text: code}
		switch code {
		case "dk":
			o.Missing = questionnaire.DontKnow
		case "na":
			o.Missing = questionnaire.Refused
		case "other":
			o.Other = true
		}
		all = append(all, o)
	}
	return all
}

func number(x float64) *float64 { return &x }

// definition has a question of every shape behind a routing question.
func definition() *questionnaire.Definition {
	return &questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: "identified",
		Administrative: []questionnaire.AdministrativeDef{
			{Key: "channel"}, {Key: "score", Kind: "number"}, {Key: "w", Kind: "weight"},
		},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "role", Type: "single", Text: "Role", Options: options("user", "vendor", "dk", "other")},
			{Key: "uses", Type: "multiple", Text: "Uses", AskIf: "role == 'user'", Options: options("face", "iris", "dk", "other"),
				Recodes: []questionnaire.RecodeDef{{Key: "eyes", Groups: []questionnaire.GroupDef{{Code: "eye", Text: "Eye", Codes: []string{"iris"}}}}}},
			{Key: "trust", Type: "matrix", Text: "Trust", Options: options("low", "high", "na"),
				Rows: []questionnaire.RowDef{{Code: "bank", Text: "Bank"}, {Code: "state", Text: "State"}}},
			{Key: "staff", Type: "integer", Text: "Staff",
				Recodes: []questionnaire.RecodeDef{{Key: "size", Groups: []questionnaire.GroupDef{
					{Code: "small", Text: "Small", To: number(50)}, {Code: "large", Text: "Large", From: number(50), To: number(1e6)}}}}},
			{Key: "since", Type: "date", Text: "Since"},
			{Key: "why", Type: "text", Text: "Why", BaseIf: "channel == 'mail'"},
		}}},
	}
}

func build(t *testing.T, d *questionnaire.Definition, responses ...*response.Response) *dataset.Dataset {
	t.Helper()
	ds, err := built(compile(t, d), nil, responses...)
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func built(q *questionnaire.Questionnaire, versions map[string]*questionnaire.Questionnaire, responses ...*response.Response) (*dataset.Dataset, error) {
	b := dataset.NewBuilder(q, versions)
	for _, r := range responses {
		if err := b.Add(r); err != nil {
			return nil, err
		}
	}
	return b.Dataset()
}

func answers(pairs ...any) *response.Response {
	r := &response.Response{Disposition: response.Complete, Answers: response.Answers{}}
	for i := 0; i < len(pairs); i += 2 {
		r.Answers[pairs[i].(string)] = pairs[i+1].(response.Value)
	}
	return r
}

func partial(pairs ...any) *response.Response {
	r := answers(pairs...)
	r.Disposition = response.Partial
	return r
}

// show gives a cell as text: its value, or its missing kind in brackets.
func show(c *dataset.Column, row int) string {
	var codes []string
	for i, o := range c.Variable().Options {
		if c.Chosen(row, i) {
			codes = append(codes, o.Code)
		}
	}
	value := strings.Join(codes, "+")
	switch c.Variable().Shape {
	case questionnaire.ShapeNumber:
		if x := c.Number(row); !math.IsNaN(x) {
			value = strconv.FormatFloat(x, 'g', -1, 64)
		}
	case questionnaire.ShapeText, questionnaire.ShapeDate, questionnaire.ShapeMonth:
		value = c.Text(row)
	}
	if m := c.Missing(row); m != questionnaire.NotMissing {
		value += "[" + m.String() + "]"
	}
	return value
}

func TestCells(t *testing.T) {
	str, codes := response.String, response.Codes
	user := []any{"role", str("user")}
	tests := []struct {
		name     string
		response *response.Response
		variable string
		want     string
	}{
		{"single", answers(user...), "role", "user"},
		{"single don't know by code", answers("role", str("dk")), "role", "dk[dont_know]"},
		{"single don't know by kind", answers("role", response.Missing(questionnaire.DontKnow)), "role", "dk[dont_know]"},
		{"single refused without an option", answers("role", response.Missing(questionnaire.Refused)), "role", "[refused]"},
		{"other text alone is other", answers("role__other__text", str("x")), "role", "other"},
		{"blank", answers("staff", response.Number(1)), "role", "[skipped]"},
		{"blank after breaking off", partial("staff", response.Number(1)), "since", "[not_reached]"},
		{"blank before breaking off", partial("staff", response.Number(1)), "role", "[skipped]"},
		{"blank at the end of a complete one", answers("staff", response.Number(1)), "since", "[skipped]"},
		{"multiple", answers("role", str("user"), "uses", codes("iris", "face")), "uses", "face+iris"},
		{"multiple, nothing ticked", answers("role", str("user"), "uses", codes()), "uses", "[skipped]"},
		{"multiple, don't know", answers("role", str("user"), "uses", codes("dk")), "uses", "dk[dont_know]"},
		{"multiple, don't know and more", answers("role", str("user"), "uses", codes("dk", "face")), "uses", "face+dk"},
		{"multiple, text alone", answers("role", str("user"), "uses__other__text", str("x")), "uses", "other"},
		{"multiple, tick and text", answers("role", str("user"), "uses", codes("face"), "uses__other__text", str("x")), "uses", "face+other"},
		{"not asked", answers("role", str("vendor")), "uses", "[not_asked]"},
		{"not asked though broken off", partial("role", str("vendor")), "uses", "[not_asked]"},
		{"against routing", answers("role", str("vendor"), "uses", codes("face")), "uses", "[not_asked]"},
		{"other text", answers("role", str("other"), "role__other__text", str("x")), "role__other__text", "x"},
		{"other text of another option", answers("role", str("user")), "role__other__text", "[not_applicable]"},
		{"other without text", answers("role", str("other")), "role__other__text", "[skipped]"},
		{"row", answers("trust", response.Rows(map[string]response.Value{"bank": str("low")})), "trust__bank", "low"},
		{"row left out", partial("trust", response.Rows(map[string]response.Value{"bank": str("low")})), "trust__state", "[skipped]"},
		{"matrix refused", answers("trust", response.Missing(questionnaire.Refused)), "trust__state", "na[refused]"},
		{"number", answers("staff", response.Number(12.5)), "staff", "12.5"},
		{"number refused", answers("staff", response.Missing(questionnaire.Refused)), "staff", "[refused]"},
		{"date", answers("since", str("2020-02-29")), "since", "2020-02-29"},
		{"text of blanks", answers("why", str("  ")), "why", "[skipped]"},
		{"recode of numbers", answers("staff", response.Number(50)), "size", "large"},
		{"recode of a number in no group", answers("staff", response.Number(2e6)), "size", "[not_applicable]"},
		{"recode of a blank", partial("role", str("user")), "size", "[not_reached]"},
		{"recode of a multiple", answers("role", str("user"), "uses", codes("iris", "face")), "eyes", "eye"},
		{"recode of a multiple in no group", answers("role", str("user"), "uses", codes("face")), "eyes", "[not_applicable]"},
		{"administrative blank", answers(user...), "channel", "[unknown]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := build(t, definition(), test.response)
			c, err := d.Column(test.variable)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(c, 0); got != test.want {
				t.Errorf("%s = %q, want %q", test.variable, got, test.want)
			}
		})
	}
}

func TestUnknownRouting(t *testing.T) {
	def := definition()
	def.Routing = "unknown"
	r := partial("role", response.String("user"), "staff", response.Number(1))
	r.Answers["trust"] = response.Rows(map[string]response.Value{"bank": response.String("low")})
	d := build(t, def, r, answers("staff", response.Number(1)))
	want := map[string][2]string{
		"role":         {"user", "[unknown]"},
		"uses":         {"[skipped]", "[not_asked]"}, // its condition is declared
		"trust__state": {"[skipped]", "[unknown]"},   // another row was answered
		"since":        {"[not_reached]", "[unknown]"},
	}
	for name, cells := range want {
		c, err := d.Column(name)
		if err != nil {
			t.Fatal(err)
		}
		for row, cell := range cells {
			if got := show(c, row); got != cell {
				t.Errorf("%s of row %d = %q, want %q", name, row, got, cell)
			}
		}
	}
}

func TestVersions(t *testing.T) {
	before := definition()
	questions := &before.Sections[0].Questions
	(*questions)[0].Options = options("user", "vendor", "other") // no don't know
	*questions = (*questions)[:5]                                // no why
	old, now := compile(t, before), compile(t, definition())
	r := answers("role", response.String("vendor"))
	r.Version = old.Version
	d, err := built(now, map[string]*questionnaire.Questionnaire{old.Version: old}, r, answers("role", response.String("dk")))
	if err != nil {
		t.Fatal(err)
	}
	why, _ := d.Column("why")
	if got := show(why, 0) + show(why, 1); got != "[not_offered][skipped]" {
		t.Errorf("why = %q", got)
	}
	role, _ := now.Variable("role")
	if d.Offered(role, 2, 0) || !d.Offered(role, 1, 0) || !d.Offered(role, 2, 1) || d.OfferedToAll(role) {
		t.Error("the option added later counts as offered before, or not offered after")
	}
	if d.Version(0) != old.Version || d.Version(1) != now.Version {
		t.Errorf("versions %q, %q", d.Version(0), d.Version(1))
	}
	r.Version = strings.Repeat("f", 64)
	if _, err := built(now, nil, r); !errors.Is(err, fault.NotFound) {
		t.Errorf("a version that is not at hand: %v", err)
	}
}

func TestAddRefuses(t *testing.T) {
	q := compile(t, definition())
	admin := answers()
	admin.Administrative = map[string]string{"score": "many"}
	for name, r := range map[string]*response.Response{
		"a code that is no option":   answers("role", response.String("secret")),
		"a list for a single":        answers("role", response.Codes("user")),
		"a text for a number":        answers("staff", response.String("secret")),
		"a column that is no number": admin,
	} {
		b := dataset.NewBuilder(q, nil)
		err := b.Add(r)
		if !errors.Is(err, fault.Invalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
		if err := b.Add(answers("role", response.String("vendor"))); err != nil {
			t.Fatal(err)
		}
		d, err := b.Dataset()
		if err != nil {
			t.Fatal(err)
		}
		c, _ := d.Column("role")
		if d.N() != 1 || show(c, 0) != "vendor" {
			t.Errorf("%s: the refused response left a trace", name)
		}
	}
}

func TestAgainstRoutingAndBase(t *testing.T) {
	mail := answers("role", response.String("vendor"), "uses", response.Codes("face"), "why", response.String("x"))
	mail.Administrative = map[string]string{"channel": "mail"}
	web := answers("role", response.String("user"), "uses", response.Codes("face"), "why", response.String("y"))
	d := build(t, definition(), web, mail)
	if got := d.AgainstRouting("uses"); !slices.Equal(got, []int32{1}) {
		t.Errorf("against routing: %v", got)
	}
	if got := d.OutsideBase("why"); !slices.Equal(got, []int32{0}) {
		t.Errorf("outside base: %v", got)
	}
	raw, _ := d.Column("why")
	restricted, _ := d.Restricted("why")
	if got := show(raw, 0) + show(restricted, 0) + show(restricted, 1); got != "y[not_applicable]x" {
		t.Errorf("why = %q", got)
	}
}

func TestColumnSuggests(t *testing.T) {
	d := build(t, definition())
	if _, err := d.Column("rolle"); !errors.Is(err, fault.NotFound) || !strings.Contains(err.Error(), "did you mean role") {
		t.Errorf("Column: %v", err)
	}
	if _, err := d.Weight("v"); !errors.Is(err, fault.NotFound) || !strings.Contains(err.Error(), "did you mean w") {
		t.Errorf("Weight: %v", err)
	}
}
