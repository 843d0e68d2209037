package dataset_test

import (
	"errors"
	"slices"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// offices is what country offices answer about any number of projects.
func offices() *questionnaire.Definition {
	return &questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: "identified",
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "region", Type: "single", Text: "Region", Options: options("north", "south")},
			{Key: "projects", Type: "roster", Text: "Projects", Questions: []questionnaire.QuestionDef{
				{Key: "purpose", Type: "single", Text: "Purpose", Options: options("aid", "voting", "dk")},
				{Key: "budget", Type: "integer", Text: "Budget", AskIf: "purpose == 'aid' and region == 'north'",
					Recodes: []questionnaire.RecodeDef{{Key: "size", Groups: []questionnaire.GroupDef{
						{Code: "small", Text: "Small", To: number(50)}, {Code: "large", Text: "Large", From: number(50)}}}}},
				{Key: "double", Type: "calculated", Text: "Double", Calculate: "budget * 2 + position()"},
			}},
			{Key: "spent", Type: "calculated", Text: "Spent", Calculate: "sum(budget)"},
		}}},
	}
}

func project(id string, pairs ...any) response.Item {
	return response.Item{ID: id, Answers: answers(pairs...).Answers}
}

func sampleOffices(t *testing.T) *dataset.Dataset {
	return build(t, offices(),
		answers("region", response.String("north"), "projects", response.Items(
			project("a", "purpose", response.String("aid"), "budget", response.Number(10)),
			project("b", "purpose", response.String("voting"), "budget", response.Number(99)), // against the routing
			project("c", "purpose", response.String("aid"), "budget", response.Number(70)))),
		answers("region", response.String("south")),
		answers("region", response.String("north"), "projects", response.Items(
			project("a", "purpose", response.Missing(questionnaire.DontKnow)))))
}

func cells(t *testing.T, d *dataset.Dataset, name string) []string {
	t.Helper()
	c, err := d.Column(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for row := range d.N() {
		all = append(all, show(c, row))
	}
	return all
}

func TestRoster(t *testing.T) {
	d := sampleOffices(t)
	items, err := d.Child("projects")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Child("region"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a child that does not exist: %v", err)
	}
	if !slices.Equal(items.Parent(), []int32{0, 0, 0, 2}) || items.Unit() != "projects" || d.Unit() != dataset.UnitResponse {
		t.Errorf("unit %q, parents %v", items.Unit(), items.Parent())
	}
	if against := items.AgainstRouting("budget"); !slices.Equal(against, []int32{1}) {
		t.Errorf("answers against the routing: items %v, want the second", against)
	}
	purpose, _ := d.Questionnaire().Variable("purpose")
	if !items.OfferedToAll(purpose) || !items.Offered(purpose, 2, 3) {
		t.Error("an option of a roster's question was not offered")
	}
	for _, test := range []struct {
		of   *dataset.Dataset
		name string
		want []string
	}{
		{d, "projects", []string{"3", "0", "1"}},
		{d, "spent", []string{"80", "[not_applicable]", "[not_applicable]"}},
		{items, "purpose", []string{"aid", "voting", "aid", "dk[dont_know]"}},
		{items, "budget", []string{"10", "[not_asked]", "70", "[not_asked]"}},
		{items, "size", []string{"small", "[not_asked]", "large", "[not_asked]"}},
		{items, "double", []string{"21", "[not_applicable]", "143", "[not_applicable]"}},
		{items, "region", []string{"north", "north", "north", "north"}},
	} {
		if got := cells(t, test.of, test.name); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestConditionsOverRosters(t *testing.T) {
	d := sampleOffices(t)
	items, _ := d.Child("projects")
	for _, test := range []struct {
		of     *dataset.Dataset
		filter string
		want   []int32
	}{
		{d, "count(projects) > 1", []int32{0}},
		{d, "sum(budget) == 80", []int32{0}},
		{d, "count(projects, purpose == 'aid' and region == 'north') == 2", []int32{0}},
		{d, "not answered(projects)", []int32{1}},
		{d, "count(projects) == 0", []int32{1}},
		{items, "purpose == 'aid' and budget < 50", []int32{0}},
		{items, "position() == 3 or region == 'south'", []int32{2}},
		{items, "budget == max(budget)", []int32{0, 2}},
		{items, "count(projects) == 1", []int32{3}},
	} {
		c, err := d.Questionnaire().Condition(test.filter, test.of.Roster())
		if err != nil {
			t.Errorf("%s: %v", test.filter, err)
			continue
		}
		if rows, err := test.of.Select(c); err != nil || !slices.Equal(rows, test.want) {
			t.Errorf("%s: %v, %v, want %v", test.filter, rows, err, test.want)
		}
	}
	large, _ := d.Questionnaire().Condition("sum(budget) == 80", "")
	if rows, err := items.Select(large); err != nil || !slices.Equal(rows, []int32{0, 1, 2}) {
		t.Errorf("a condition on responses over items: %v, %v", rows, err)
	}
	if _, err := d.Questionnaire().Condition("budget > 1", ""); !errors.Is(err, fault.Invalid) {
		t.Errorf("a question of a roster in a condition over responses: %v", err)
	}
}

// TestParts checks the shapes whose answers make several variables.
func TestParts(t *testing.T) {
	def := offices()
	def.Sections[0].Questions = []questionnaire.QuestionDef{
		{Key: "order", Type: "ranking", Text: "Order", Options: options("x", "y", "dk"), Max: number(1)},
		{Key: "shares", Type: "allocation", Text: "Shares", Options: options("x", "y")},
		{Key: "cost", Type: "money", Text: "Cost", Currencies: []questionnaire.CurrencyDef{{Code: "EUR"}, {Code: "USD", Rate: 0.5}}},
		{Key: "grid", Type: "matrix", Text: "Grid",
			Rows: []questionnaire.RowDef{{Code: "r", Text: "R"}, {Code: "s", Text: "S", AskIf: "answered(shares__x)"}},
			Columns: []questionnaire.QuestionDef{
				{Key: "n", Type: "integer", Text: "N"}, {Key: "c", Type: "single", Text: "C", Options: options("a", "b")},
			}},
		{Key: "month", Type: "month", Text: "Month"},
		{Key: "file", Type: "file", Text: "File"},
	}
	grid := response.Rows(map[string]response.Value{"r": response.Rows(map[string]response.Value{"n": response.Number(4), "c": response.String("b")})})
	d := build(t, def,
		answers("order", response.Codes("y"), "shares", response.Rows(map[string]response.Value{"x": response.Number(100)}),
			"cost", response.Amount("12.50", "USD"), "grid", grid, "month", response.String("2026-05"),
			"file", response.FileOf(response.File{ID: "1", Name: "a.pdf", Size: 1})),
		answers("order", response.Missing(questionnaire.DontKnow), "cost", response.Amount("3", "EUR")))
	for name, want := range map[string][]string{
		"order__x": {"[not_applicable]", "[dont_know]"}, "order__y": {"1", "[dont_know]"},
		"shares__x": {"100", "[skipped]"}, "shares__y": {"0", "[skipped]"},
		"cost": {"6.25", "3"}, "cost__currency": {"USD", "EUR"},
		"grid__r__n": {"4", "[skipped]"}, "grid__r__c": {"b", "[skipped]"}, "grid__s__n": {"[skipped]", "[not_asked]"},
		"month": {"2026-05", "[skipped]"}, "file": {"a.pdf", "[skipped]"},
	} {
		if got := cells(t, d, name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
