package expr_test

import (
	"math"
	"strings"
	"testing"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/expr/exprtest"
)

// plainAnswers keeps to what forms can hold: no answer in which nothing is
// chosen, no numbers at the edge of what computers count with, no texts that
// begin or end in spaces.
func plainAnswers(answers map[string]any) {
	for name, v := range answers {
		switch v := v.(type) {
		case []any:
			if len(v) == 0 {
				answers[name] = nil
			}
		case float64:
			if math.Abs(v) > 1e6 || math.Abs(v) < 1e-3 {
				answers[name] = math.Mod(math.Trunc(v), 50)
			}
		case string:
			answers[name] = strings.TrimSpace(v)
		case map[string]any:
			if list, ok := v["items"].([]any); ok {
				for _, item := range list {
					plainAnswers(item.(map[string]any))
				}
			}
		}
	}
}

// formAnswer is an answer as forms hold it. Kinds are told by the last letter
// but the number of a name.
func formAnswer(name string, v any) expr.XPathValue {
	letter := strings.TrimRight(name, "123")
	switch v := v.(type) {
	case float64:
		return expr.XPathValue{Kind: 'n', N: v}
	case bool:
		return expr.XPathValue{Kind: 's', S: map[bool]string{true: "true", false: "false"}[v]}
	case []any:
		codes := make([]string, len(v))
		for i := range v {
			codes[i] = v[i].(string)
		}
		return expr.XPathValue{Kind: 's', S: strings.Join(codes, " ")}
	case string:
		switch letter[len(letter)-1] {
		case 'd':
			return expr.XPathValue{Kind: 'd', S: v}
		case 'o':
			return expr.XPathValue{Kind: 'd', S: v + "-01"}
		}
		return expr.XPathValue{Kind: 's', S: v}
	}
	return expr.XPathValue{Kind: 's'}
}

func formSurroundings(s exprtest.Surroundings) expr.XPathEnv {
	env := expr.XPathEnv{Today: s.Today, Position: s.Position, Values: map[string]expr.XPathValue{}, Roster: map[string]string{},
		Items: map[string][]map[string]expr.XPathValue{"r": {}}, Attributes: map[string]string{}}
	for name, v := range s.Values {
		env.Values[name] = formAnswer(name, v)
	}
	roster, _ := s.Values["r"].(map[string]any)
	list, _ := roster["items"].([]any)
	for _, item := range list {
		values := map[string]expr.XPathValue{}
		for name, v := range item.(map[string]any) {
			values[name] = formAnswer(name, v)
		}
		env.Items["r"] = append(env.Items["r"], values)
	}
	for _, letter := range strings.Split("cmntdob", "") {
		env.Roster["r"+letter] = "r"
	}
	for name, v := range s.Attributes {
		env.Attributes[name], _ = v.(string)
	}
	return env
}

// TestToXLSFormMeans holds, over random conditions and answers, that what is
// written for forms gives there what the condition gives here.
func TestToXLSFormMeans(t *testing.T) {
	g := exprtest.NewGenerator(7)
	agreed, refused, failed := 0, map[expr.Reason]int{}, 0
	for agreed < 3000 && failed < 8 {
		c := g.Case()
		if kind, _ := c.Expr.CheckCalculation(exprtest.Scope()); kind != expr.KindBool || atTheEdge(c.Expr.String()) {
			continue
		}
		form, err := c.Expr.ToXLSForm(expr.ToXLSFormOptions{Column: expr.XLSFormChoiceFilter, Scope: exprtest.Scope(), Roster: randomRoster})
		if err != nil {
			refused[err.(*expr.Untranslated).Reason]++
			continue
		}
		s := c.Surroundings
		plainAnswers(s.Values)
		if !hasItems(s.Values["r"]) {
			continue // these answers do not say whose the questions of the roster are
		}
		s.Position = max(1, s.Position)
		if s.Attributes == nil {
			s.Attributes = exprtest.Answers{"code": "a"}
		}
		want := c.Expr.Bool(exprtest.NewEnv(c.Expr, s))
		got, err := expr.EvaluateXPath(form, formSurroundings(s))
		if err != nil {
			t.Errorf("%s\nis written %s: %v", c.Expr, form, err)
			failed++
			continue
		}
		if got.Truth() != want {
			t.Errorf("%s\nis written %s\nwhich gives %v, want %v over %v", c.Expr, form, got.Truth(), want, s)
			failed++
		}
		agreed++
	}
	t.Logf("%d agree, refused %v", agreed, refused)
	if refused[expr.ReasonSyntax]+refused[expr.ReasonPattern]+refused[expr.ReasonSize] > 0 || refused[expr.ReasonKind]+refused[expr.ReasonFunction] > agreed/4 {
		t.Error("too much is refused")
	}
}

func hasItems(roster any) bool {
	r, _ := roster.(map[string]any)
	list, _ := r["items"].([]any)
	return len(list) > 0
}

// atTheEdge tells expressions with numbers for which ours has no result, but
// XPath does: parts of days, powers that are no whole numbers, tiny numbers.
func atTheEdge(source string) bool {
	return strings.Contains(source, "date_add(") || strings.Contains(source, "power(") || strings.Contains(source, "00000")
}

func randomRoster(key string) string {
	if strings.HasPrefix(key, "r") && len(key) == 2 {
		return "r"
	}
	return ""
}
