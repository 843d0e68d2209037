package exprtest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// Generator makes random expressions and answers from a seed.
type Generator struct {
	random *rand.Rand
	inside bool // an item of the roster
}

// NewGenerator makes a generator that gives the same for the same seed.
func NewGenerator(seed uint64) *Generator {
	return &Generator{random: rand.New(rand.NewPCG(seed, seed))}
}

// maxNesting is how deep random expressions go.
const maxNesting = 4

// Case makes an expression without problems, and what it is evaluated over.
func (g *Generator) Case() Case {
	for {
		g.inside = false
		e, err := expr.Parse(g.Source())
		if err != nil {
			continue // too long
		}
		if _, problems := e.CheckCalculation(Scope()); len(problems) == 0 {
			return Case{Expr: e, Surroundings: g.Surroundings()}
		}
	}
}

// Source makes an expression. Most have no problems; some compare two fixed
// values or such.
func (g *Generator) Source() string {
	makers := []func(int) string{g.truth, g.truth, g.truth, g.number, g.number, g.number, g.text, g.date, g.month, g.code}
	return pick(g, makers)(1 + g.random.IntN(maxNesting))
}

func pick[T any](g *Generator, from []T) T { return from[g.random.IntN(len(from))] }

// call writes a function with its arguments.
func call(name string, args ...string) string { return name + "(" + strings.Join(args, ", ") + ")" }

// several makes one to three expressions.
func (g *Generator) several(make func(int) string, depth int) []string {
	list := []string{make(depth)}
	for len(list) < 3 && g.random.IntN(2) == 0 {
		list = append(list, make(depth))
	}
	return list
}

// either makes if or coalesce.
func (g *Generator) either(make func(int) string, depth int) string {
	if g.random.IntN(2) == 0 {
		return call("coalesce", g.several(make, depth)...)
	}
	return call("if", g.truth(depth), make(depth), make(depth))
}

// name picks a variable of a kind; within the roster also its own.
func (g *Generator) name(kind expr.Kind) string {
	names := namesOf(kind, false)
	if g.inside {
		names = append(names, namesOf(kind, true)...)
	}
	return pick(g, names)
}

// answer is a variable, or that of one item of the roster.
func (g *Generator) answer(kind expr.Kind, depth int) string {
	if !g.inside && g.random.IntN(4) == 0 {
		return call("item", pick(g, namesOf(kind, true)), g.number(min(depth, 1)))
	}
	return g.name(kind)
}

func (g *Generator) truth(depth int) string {
	if depth <= 0 {
		return pick(g, []string{"true", "false", g.name(expr.KindBool), g.name(expr.KindBool)})
	}
	d := depth - 1
	switch g.random.IntN(16) {
	case 0, 1:
		return "(" + g.truth(d) + ") and (" + g.truth(d) + ")"
	case 2, 3:
		return "(" + g.truth(d) + ") or (" + g.truth(d) + ")"
	case 4:
		return "not (" + g.truth(d) + ")"
	case 5, 6, 7:
		return g.comparison(d)
	case 8:
		return g.membership(d)
	case 9:
		kinds := []expr.Kind{expr.KindCode, expr.KindCodes, expr.KindNumber, expr.KindText, expr.KindDate, expr.KindMonth, expr.KindBool}
		return call("answered", pick(g, []string{g.answer(pick(g, kinds), d), "r"}))
	case 10:
		return call("selected", g.answer(pick(g, []expr.Kind{expr.KindCode, expr.KindCodes}), d), g.codeLiteral())
	case 11:
		make := pick(g, []func(int) string{g.number, g.date})
		return call("between", make(d), make(d), make(d))
	case 12:
		return call("matches", g.text(d), quote(pick(g, patterns)))
	case 13:
		return call(pick(g, []string{"contains", "starts_with", "ends_with"}), g.text(d), g.text(min(d, 1)))
	case 14:
		return g.either(g.truth, d)
	default:
		return g.answer(expr.KindBool, d)
	}
}

var patterns = []string{`[a-z]+`, `.*`, `\d{1,3}`, `[^x]*é.*`, `\p{L}+`, `(?:a|b)+?c?`, `.{2}`, `-?\d+(?:\.\d+)?`, `\w*\W`, `a|`, `^.$`, `[\p{L}\- ]+`, `.*\b.`}

func (g *Generator) comparison(depth int) string {
	o := " " + pick(g, []string{"==", "!=", "<", "<=", ">", ">="}) + " "
	same := " " + pick(g, []string{"==", "!="}) + " "
	switch g.random.IntN(6) {
	case 0, 1:
		return "(" + g.number(depth) + ")" + o + "(" + g.number(depth) + ")"
	case 2:
		return g.date(depth) + o + g.date(depth)
	case 3:
		return g.name(expr.KindMonth) + o + g.month(depth)
	case 4:
		return g.code(depth) + same + pick(g, []string{g.codeLiteral(), g.code(depth)})
	default:
		return g.text(depth) + same + g.text(depth)
	}
}

func (g *Generator) membership(depth int) string {
	switch g.random.IntN(3) {
	case 0:
		return "(" + g.number(depth) + ") in (" + g.numberLiteral() + ", " + g.numberLiteral() + ")"
	case 1:
		return g.code(depth) + " in (" + g.codeLiteral() + ", " + g.codeLiteral() + ")"
	default:
		return pick(g, []string{g.codeLiteral(), g.code(depth)}) + " in " + g.answer(expr.KindCodes, depth)
	}
}

func (g *Generator) number(depth int) string {
	if depth <= 0 {
		return pick(g, []string{g.numberLiteral(), g.name(expr.KindNumber), "position()"})
	}
	d := depth - 1
	switch g.random.IntN(13) {
	case 0, 1, 2:
		return "(" + g.number(d) + ")" + pick(g, []string{" + ", " - ", " * ", " / "}) + "(" + g.number(d) + ")"
	case 3:
		return "-(" + g.number(d) + ")"
	case 4:
		return g.aggregate(d)
	case 5:
		return call(pick(g, []string{"abs", "floor", "round"}), g.number(d))
	case 6:
		return pick(g, []string{call("round", g.number(d), strconv.Itoa(g.random.IntN(12))), call("mod", g.number(d), g.number(d))})
	case 7:
		return call("power", g.number(d), pick(g, []string{g.number(d), strconv.Itoa(g.random.IntN(20)), "0.5", "-2.5", "-3"}))
	case 8:
		return pick(g, []string{call("length", g.text(d)), call("number", g.text(d)), call("number", g.code(d))})
	case 9:
		return pick(g, []string{call("year", g.date(d)), call("month", g.date(d)), call("day", g.date(d)), call("year", g.month(d)), call("month", g.month(d))})
	case 10:
		return call(pick(g, []string{"days", "years"}), g.date(d), g.date(d))
	case 11:
		return g.count(d)
	default:
		return g.either(g.number, d)
	}
}

func (g *Generator) aggregate(depth int) string {
	list := g.several(g.number, depth)
	if !g.inside && g.random.IntN(2) == 0 {
		list = append(list, pick(g, namesOf(expr.KindNumber, true)))
	}
	return call(pick(g, []string{"sum", "mean", "min", "max"}), list...)
}

func (g *Generator) count(depth int) string {
	switch {
	case g.random.IntN(3) == 0:
		return call("count", g.answer(expr.KindCodes, depth))
	case g.inside || g.random.IntN(4) == 0:
		return call("count", "r")
	case g.random.IntN(3) == 0:
		return call("count", pick(g, namesOf(pick(g, []expr.Kind{expr.KindCode, expr.KindCodes, expr.KindNumber, expr.KindText, expr.KindDate, expr.KindBool}), true)))
	}
	g.inside = true
	condition := g.truth(depth)
	g.inside = false
	return call("count", "r", condition)
}

func (g *Generator) text(depth int) string {
	if depth <= 0 {
		return pick(g, []string{quote(g.textValue()), g.name(expr.KindText), g.name(expr.KindText)})
	}
	d := depth - 1
	switch g.random.IntN(8) {
	case 0, 1:
		make := pick(g, []func(int) string{g.text, g.number, g.date, g.code, g.month})
		return call("join", append(g.several(g.text, d), make(d))...)
	case 2:
		return call("part", g.text(d), g.number(min(d, 1)), g.number(min(d, 1)))
	case 3:
		return call("part", g.text(d), strconv.Itoa(g.random.IntN(4)))
	case 4:
		return call(pick(g, []string{"lower", "upper"}), g.text(d))
	case 5:
		return call("text", pick(g, []func(int) string{g.number, g.number, g.date, g.code})(d))
	case 6:
		return g.either(g.text, d)
	default:
		return g.answer(expr.KindText, d)
	}
}

func (g *Generator) date(depth int) string {
	if depth <= 0 {
		return pick(g, []string{g.name(expr.KindDate), "today()"})
	}
	d := depth - 1
	switch g.random.IntN(4) {
	case 0:
		days := strconv.Itoa(g.random.IntN(2000) - 1000)
		return call("date_add", g.date(d), pick(g, []string{g.number(d), days, days, strconv.Itoa(g.random.IntN(8e6) - 4e6)}))
	case 1:
		return call("coalesce", g.name(expr.KindDate), pick(g, []string{quote(g.dateValue()), g.date(d)}))
	case 2:
		return g.either(g.date, d)
	default:
		return g.answer(expr.KindDate, d)
	}
}

func (g *Generator) month(depth int) string {
	if depth <= 0 || g.random.IntN(2) == 0 {
		return g.name(expr.KindMonth)
	}
	return g.either(g.month, depth-1)
}

func (g *Generator) code(depth int) string {
	if depth <= 0 {
		return g.name(expr.KindCode)
	}
	d := depth - 1
	switch g.random.IntN(4) {
	case 0:
		return call("code_at", g.answer(expr.KindCodes, d), pick(g, []string{g.number(d), strconv.Itoa(1 + g.random.IntN(3))}))
	case 1:
		return call("attribute", quote(pick(g, []string{"code", "region", "colour"})))
	case 2:
		return g.either(g.code, d)
	default:
		return g.answer(expr.KindCode, d)
	}
}

func (g *Generator) codeLiteral() string { return quote(pick(g, codes)) }

func (g *Generator) numberLiteral() string {
	text := strconv.FormatFloat(g.numberValue(), 'f', -1, 64)
	if len(text) > 60 {
		return "7"
	}
	return text
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func (g *Generator) dateValue() string {
	year := pick(g, []int{g.random.IntN(10000), 1900 + g.random.IntN(200), 2024, 2000, 1900})
	month := 1 + g.random.IntN(12)
	day := 1 + g.random.IntN(28)
	if g.random.IntN(4) == 0 {
		month, day = 2+g.random.IntN(2), pick(g, []int{1, 28, 28})
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
