package questionnaire

import (
	"testing"
)

func TestCompileSmallest(t *testing.T) {
	d := &Definition{
		Survey: "pulse", Edition: "2026", Language: "en", Title: "Pulse", Confidentiality: Confidential,
		Sections: []SectionDef{{Key: "about", Title: "About", Questions: []QuestionDef{
			{Key: "role", Type: "single", Text: "Role?", Options: []OptionDef{{Code: "user", Text: "User"}, {Code: "else", Text: "Else", Other: true}}},
			{Key: "uses", Type: "multiple", Text: "Uses?", AskIf: "role == 'user'", Options: []OptionDef{{Code: "a", Text: "A"}, {Code: "b", Text: "B"}}},
			{Key: "tech", Type: "matrix", Text: "Tech?", AskIf: "uses__a", Options: []OptionDef{{Code: "y", Text: "Y"}, {Code: "n", Text: "N"}}, Rows: []RowDef{{Code: "face", Text: "Face"}}},
			{Key: "land", Type: "country", Text: "Country?"},
		}}},
	}
	q, problems := Compile(d, nil)
	if q == nil {
		t.Fatal(problems)
	}
	want := []string{"role", "role__else__text", "uses", "tech__face", "land"}
	if len(q.Variables) != len(want) {
		t.Fatalf("got %d variables, want %d", len(q.Variables), len(want))
	}
	for i, name := range want {
		if q.Variables[i].Name != name || q.Variables[i].Index != i {
			t.Errorf("variable %d is %s with index %d, want %s", i, q.Variables[i].Name, q.Variables[i].Index, name)
		}
	}
	if c := q.Questions[2].AskIf; c.Variables[0].Name != "uses" || c.Options[0].Code != "a" {
		t.Errorf("condition over an option names %v %v", c.Variables[0], c.Options[0])
	}
}
