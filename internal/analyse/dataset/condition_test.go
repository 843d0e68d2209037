package dataset_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

func sample(t *testing.T) *dataset.Dataset {
	t.Helper()
	first := answers("role", response.String("user"), "uses", response.Codes("iris", "face"), "staff", response.Number(10),
		"since", response.String("2019-05-01"))
	first.Administrative = map[string]string{"channel": "mail", "score": "2.5", "w": "1.5"}
	first.Context.Date = "2026-05-01"
	second := answers("role", response.String("dk"), "staff", response.Number(80))
	second.Administrative = map[string]string{"channel": "web", "w": "0.5"}
	third := answers("role", response.String("user"), "uses", response.Codes("dk"))
	return build(t, definition(), first, second, third)
}

func TestSelect(t *testing.T) {
	d := sample(t)
	tests := []struct {
		filter string
		want   []int32
	}{
		{"role == 'user'", []int32{0, 2}},
		{"role != 'user'", nil}, // don't know is missing, which is different from nothing
		{"not answered(role)", []int32{1}},
		{"'iris' in uses", []int32{0}},
		{"uses__iris", []int32{0}},
		{"not uses__iris", []int32{1, 2}},
		{"count(uses) == 2", []int32{0}},
		{"staff >= 50", []int32{1}},
		{"size == 'small'", []int32{0}},
		{"'eye' in eyes", []int32{0}},
		{"channel == 'web'", []int32{1}},
		{"score > 2", []int32{0}},
		{"w < 1", []int32{1}},
		{"since < today()", []int32{0}},
		{"not answered(uses)", []int32{1, 2}},
	}
	for _, test := range tests {
		condition, err := d.Questionnaire().Condition(test.filter, "")
		if err != nil {
			t.Errorf("%s: %v", test.filter, err)
			continue
		}
		got, err := d.Select(condition)
		if err != nil {
			t.Errorf("%s: %v", test.filter, err)
		}
		if !slices.Equal(got, test.want) || got == nil {
			t.Errorf("%s selects %v, want %v", test.filter, got, test.want)
		}
	}
}

func TestConditionErrors(t *testing.T) {
	q := compile(t, definition())
	for filter, want := range map[string]string{
		"rolle == 'user'": "did you mean role",
		"role == 'usr'":   "user",
		"role ==":         "column",
		"role == 'dk'":    "dk",
	} {
		_, err := q.Condition(filter, "")
		if !errors.Is(err, fault.Invalid) || !strings.Contains(fault.Message(err), want) {
			t.Errorf("%s: %v, want %q in it", filter, err, want)
		}
	}
}

// TestSelectAllocates holds the evaluation of conditions to a number of
// allocations that does not grow with the rows.
func TestSelectAllocates(t *testing.T) {
	q := compile(t, definition())
	b := dataset.NewBuilder(q, nil)
	for range 5000 {
		if err := b.Add(answers("role", response.String("user"), "uses", response.Codes("iris"), "staff", response.Number(3))); err != nil {
			t.Fatal(err)
		}
	}
	d, err := b.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	allocations := testing.AllocsPerRun(5, func() {
		i++ // another condition each time, since selections are remembered
		c, err := q.Condition(fmt.Sprintf("'iris' in uses and role == 'user' and uses__face and staff > %d", i), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Select(c); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 1000 {
		t.Errorf("%v allocations for 5000 rows", allocations)
	}
}

// TestWideColumns checks sets of more than 64 options and codes of more than
// 240.
func TestWideColumns(t *testing.T) {
	def := definition()
	var many []string
	for i := range 300 {
		many = append(many, fmt.Sprintf("c%d", i))
	}
	def.Sections[0].Questions = []questionnaire.QuestionDef{
		{Key: "one", Type: "single", Text: "One", Options: options(many...)},
		{Key: "some", Type: "multiple", Text: "Some", Options: options(many...)},
	}
	d := build(t, def,
		answers("one", response.String("c299"), "some", response.Codes("c0", "c63", "c64", "c299")),
		answers("one", response.Missing(questionnaire.Refused)))
	one, _ := d.Column("one")
	some, _ := d.Column("some")
	got := []string{show(one, 0), show(one, 1), show(some, 0), show(some, 1)}
	if want := []string{"c299", "[refused]", "c0+c63+c64+c299", "[skipped]"}; !slices.Equal(got, want) {
		t.Errorf("cells %q, want %q", got, want)
	}
	if one.Words() == nil || one.Bytes() != nil {
		t.Error("300 options in one byte")
	}
}
