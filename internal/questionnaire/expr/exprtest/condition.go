package exprtest

import (
	"strconv"

	"barometer/internal/questionnaire/expr"
)

// Condition makes a condition without problems. Its parts are simple and name
// few questions, so that some of them always hold or never do.
func (g *Generator) Condition() *expr.Expr {
	for {
		g.inside = false
		e, err := expr.Parse(g.joined(3))
		if err == nil && len(e.Check(Scope())) == 0 {
			return e
		}
	}
}

func (g *Generator) joined(depth int) string {
	if depth > 0 && g.random.IntN(8) > 0 {
		switch g.random.IntN(5) {
		case 0:
			return "not (" + g.joined(depth-1) + ")"
		case 1, 2:
			return "(" + g.joined(depth-1) + ") or (" + g.joined(depth-1) + ")"
		default:
			return "(" + g.joined(depth-1) + ") and (" + g.joined(depth-1) + ")"
		}
	}
	number := strconv.Itoa(g.random.IntN(4))
	order := pick(g, []string{" == ", " != ", " < ", " <= ", " > ", " >= "})
	return pick(g, []func() string{
		func() string { return "c1" + pick(g, []string{" == ", " != "}) + g.codeLiteral() },
		func() string { return "c1 in (" + g.codeLiteral() + ", " + g.codeLiteral() + ")" },
		func() string { return g.codeLiteral() + " in m1" },
		func() string { return "count(m1)" + order + number },
		func() string { return "n1" + order + number },
		func() string { return call("between", "n1", number, strconv.Itoa(g.random.IntN(4))) },
		func() string { return "d1" + order + "'" + pick(g, []string{"1950-01-01", "2024-02-29"}) + "'" },
		func() string { return "t1" + pick(g, []string{" == ", " != "}) + pick(g, []string{"'a'", "'12'"}) },
		func() string { return call("answered", pick(g, []string{"c1", "m1", "n1", "b1", "r"})) },
		func() string { return "count(r)" + order + number },
		func() string { return pick(g, []string{"b1", "b2", "b1 == false"}) },
		func() string { return g.truth(1) },
	})()
}
