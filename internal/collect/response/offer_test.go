package response_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// page is a questionnaire of one section.
func page(t *testing.T, questions ...questionnaire.QuestionDef) *questionnaire.Questionnaire {
	t.Helper()
	return compile(t, &questionnaire.Definition{
		Survey: "s", Edition: "2026", Language: "en", Title: "T", Confidentiality: questionnaire.Identified,
		Sections: []questionnaire.SectionDef{{Key: "one", Title: "One", Questions: questions}},
	})
}

func choices(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		o := questionnaire.OptionDef{Code: code, Text: code}
		if code, hidden := strings.CutPrefix(code, "?"); hidden {
			o.Code, o.Text, o.AskIf = code, code, "side == 'x'"
		}
		all = append(all, o)
	}
	return all
}

// side decides whether options marked with ? are shown: on side x.
var side = questionnaire.QuestionDef{Key: "side", Type: "single", Text: "Side", Options: choices("x", "y")}

func codesOf(found []response.Violation) string {
	var codes []string
	for _, v := range found {
		codes = append(codes, v.Question.Key+" "+string(v.Code))
	}
	return strings.Join(codes, ", ")
}

// TestHiddenChoices changes one's mind about what decided that options are
// shown: what was chosen of them is no answer any more, to whatever reads it.
func TestHiddenChoices(t *testing.T) {
	q := page(t, side,
		questionnaire.QuestionDef{Key: "one", Type: "single", Text: "One", Options: choices("a", "?b", "c")},
		questionnaire.QuestionDef{Key: "some", Type: "multiple", Text: "Some", Required: true, Min: number(2), Options: choices("a", "?b", "?c")},
		questionnaire.QuestionDef{Key: "none", Type: "single", Text: "None", Required: true, Options: choices("?b", "?c")},
		questionnaire.QuestionDef{Key: "grid", Type: "matrix", Text: "Grid", Options: choices("a", "?b"),
			Rows: []questionnaire.RowDef{{Code: "r", Text: "R"}, {Code: "s", Text: "S", AskIf: "side == 'x'"}}},
		questionnaire.QuestionDef{Key: "later", Type: "text", Text: "Later", AskIf: "'b' in some or one == 'b' or grid__s == 'a'"},
	)
	answers := response.Answers{
		"side": response.String("x"), "one": response.String("b"), "some": response.Codes("a", "b"), "none": response.String("c"),
		"grid":  response.Rows(map[string]response.Value{"r": response.String("b"), "s": response.String("a")}),
		"later": response.String("because"),
	}
	p := response.Trace(q, response.Context{}, answers)
	if found := p.Validate(q.Questions); found != nil || len(p.Prune()) != len(answers) {
		t.Errorf("all shown: %s, kept %v", codesOf(found), p.Prune())
	}
	answers["side"] = response.String("y")
	p = response.Trace(q, response.Context{}, answers)
	if found := p.Validate(q.Questions); found != nil {
		t.Errorf("some hidden: %s", codesOf(found))
	}
	if got := codesOf(p.Hidden(q.Questions)); got != "one not_offered, some not_offered, none not_offered, grid not_offered" {
		t.Errorf("chosen of what is hidden: %s", got)
	}
	if later := q.Questions[5]; p.Asked(later) {
		t.Error("what is hidden still routes")
	}
	kept := p.Prune()
	if names := slices.Sorted(maps.Keys(kept)); !slices.Equal(names, []string{"side", "some"}) || !slices.Equal(kept["some"].List(), []string{"a"}) {
		t.Errorf("kept %v", kept)
	}
	again := response.Trace(q, response.Context{}, kept)
	if again.Asked(q.Questions[5]) != p.Asked(q.Questions[5]) || len(p.Questions(q.Sections[0])) != 4 {
		t.Error("the path is another one when it is computed again, or shows a question without options")
	}
}

// TestRowsDecidedOnce asks for rows that depend on those of the question before
// twice, so that deciding them anew each time would never end.
func TestRowsDecidedOnce(t *testing.T) {
	var questions []questionnaire.QuestionDef
	answers := response.Answers{}
	for i := range 60 {
		row := questionnaire.RowDef{Code: "r", Text: "R"}
		if i > 0 {
			row.AskIf = fmt.Sprintf("not (m%d__r == 'a' or m%d__r == 'b')", i-1, i-1)
		}
		key := fmt.Sprint("m", i)
		questions = append(questions, questionnaire.QuestionDef{Key: key, Type: "matrix", Text: "M", Options: choices("a", "b", "c"), Rows: []questionnaire.RowDef{row}})
		answers[key] = response.Rows(map[string]response.Value{"r": response.String("c")})
	}
	q := page(t, questions...)
	last := q.Questions[59]
	if p := response.Trace(q, response.Context{}, answers); !p.AsksRow(last, last.Rows[0]) {
		t.Error("the last row is not asked")
	}
}

// TestOrderIsStable hides an option of a random order: the others stay where
// they are. Those that are anchored keep their places.
func TestOrderIsStable(t *testing.T) {
	options := choices("a", "?b", "c", "d", "e", "f")
	options = append(options, questionnaire.OptionDef{Code: "g", Text: "g", Anchored: true}, questionnaire.OptionDef{Code: "other", Text: "Other", Other: true})
	q := page(t, side, questionnaire.QuestionDef{Key: "m", Type: "multiple", Text: "M", Order: questionnaire.OrderRandom, Options: options})
	order := func(side string, seed uint64) []string {
		p := response.Trace(q, response.Context{Seed: seed}, response.Answers{"side": response.String(side)})
		var codes []string
		for _, o := range p.Options(q.Questions[1]) {
			codes = append(codes, o.Code)
		}
		return codes
	}
	seen := map[string]bool{}
	for seed := range uint64(50) {
		all := order("x", seed)
		if !slices.Equal(all[6:], []string{"g", "other"}) {
			t.Errorf("anchored options stand at %v", all)
		}
		seen[strings.Join(all, "")] = true
		without := slices.DeleteFunc(slices.Clone(all), func(code string) bool { return code == "b" })
		if got := order("y", seed); !slices.Equal(got, without) {
			t.Errorf("with b hidden %v, want %v", got, without)
		}
	}
	if len(seen) < 40 {
		t.Errorf("50 respondents saw %d orders", len(seen))
	}
	if got := strings.Join(order("x", 7), ""); got != "abfdcegother" {
		t.Errorf("the order of seed 7 is %s; that of answers given would change", got)
	}
}

// TestItems asks about the items of a roster what depends on all of them.
func TestItems(t *testing.T) {
	q := page(t,
		questionnaire.QuestionDef{Key: "total", Type: "integer", Text: "Total"},
		questionnaire.QuestionDef{Key: "p", Type: "roster", Text: "P", Questions: []questionnaire.QuestionDef{
			{Key: "budget", Type: "integer", Text: "B"},
			{Key: "many", Type: "text", Text: "Many", AskIf: "count(p) > 2"},
			{Key: "last", Type: "text", Text: "Last", AskIf: "position() == count(p)"},
			{Key: "big", Type: "text", Text: "Big", AskIf: "count(p, budget > 25) > 0"},
		}, Require: []questionnaire.RuleDef{{Key: "sum", That: "sum(budget) == total", Text: "They add up to the total."}}},
		questionnaire.QuestionDef{Key: "n", Type: "integer", Text: "N"},
		questionnaire.QuestionDef{Key: "counted", Type: "roster", Text: "C", Required: true, ItemsCount: "n", Questions: []questionnaire.QuestionDef{
			{Key: "name", Type: "text", Text: "N"},
		}},
		questionnaire.QuestionDef{Key: "alone", Type: "text", Text: "Alone", AskIf: "count(counted) == 0"},
	)
	var items []response.Item
	for i := range 3 {
		items = append(items, response.Item{ID: fmt.Sprint(i), Answers: response.Answers{"budget": response.Number(float64(10 * (i + 1)))}})
	}
	answers := response.Answers{"total": response.Number(60), "p": response.Items(items...), "n": response.Number(2)}
	p := response.Trace(q, response.Context{}, answers)
	for i, want := range []int{3, 3, 4} { // all but last, which is of the third only
		if got := len(p.Items(q.Questions[1])[i].Shown()); got != want {
			t.Errorf("item %d is asked %d questions, want %d", i+1, got, want)
		}
	}
	if found := p.Validate(q.Questions); found != nil {
		t.Errorf("violations %s", codesOf(found))
	}
	answers["total"], answers["n"] = response.Number(61), response.Number(0)
	p = response.Trace(q, response.Context{}, answers)
	if got := codesOf(p.Validate(q.Questions)); got != "p rule" || !p.Asked(q.Questions[4]) {
		t.Errorf("violations %q, want that of the rule; asked when there are no items: %t", got, p.Asked(q.Questions[4]))
	}
	answers["total"], answers["n"] = response.Number(60), response.Number(500)
	if got := codesOf(response.Trace(q, response.Context{}, answers).Validate(q.Questions)); got != "counted many_items" {
		t.Errorf("violations %q with too many items counted", got)
	}
}

// TestAmountsInOneCurrency holds amounts to limits in the first currency.
func TestAmountsInOneCurrency(t *testing.T) {
	q := page(t, questionnaire.QuestionDef{Key: "cost", Type: "money", Text: "Cost", Max: number(1000),
		Currencies: []questionnaire.CurrencyDef{{Code: "EUR"}, {Code: "JPY", Rate: 0.006}}})
	for amount, want := range map[[2]string]string{
		{"50000", "JPY"}: "", {"900", "EUR"}: "", {"200000", "JPY"}: "cost too_large", {"1001", "EUR"}: "cost too_large",
		{"5", "USD"}: "cost not_offered", {"5", ""}: "cost currency", {"x", "EUR"}: "cost number", {"1.234", "EUR"}: "cost decimals",
	} {
		p := response.Trace(q, response.Context{}, response.Answers{"cost": response.Amount(amount[0], amount[1])})
		if got := codesOf(p.Validate(q.Questions)); got != want {
			t.Errorf("%v: %q, want %q", amount, got, want)
		}
	}
}
