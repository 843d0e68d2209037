package expr

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// XPathEnv is what an expression of a form is evaluated over, by the rules of
// ODK: an answer left blank is the empty text. It is the measure of what the
// translators do.
type XPathEnv struct {
	Today      string
	Self       string
	Position   int
	Values     map[string]XPathValue
	Items      map[string][]map[string]XPathValue // of a repeated group
	Roster     map[string]string                  // question → its group
	Attributes map[string]string
}

// XPathValue is a text, a number, yes or no, a date, or nodes.
type XPathValue struct {
	Kind  byte // s n b d N(odes) G(roup)
	S     string
	N     float64
	B     bool
	Nodes []XPathValue
	group string
}

func (v XPathValue) text() string {
	switch v.Kind {
	case 'n':
		if math.IsNaN(v.N) {
			return "NaN"
		}
		return strconv.FormatFloat(v.N, 'f', -1, 64)
	case 'b':
		return strconv.FormatBool(v.B)
	}
	return v.S
}

func (v XPathValue) number() float64 {
	switch v.Kind {
	case 'n':
		return v.N
	case 'b':
		if v.B {
			return 1
		}
		return 0
	case 'd':
		day, _ := parseCivil(v.S)
		return float64(day.number() - civil{1970, 1, 1}.number())
	}
	if f, ok := numberOf(v.S).Float(); ok {
		return f
	}
	return math.NaN()
}

// Truth is what XPath takes the value for as a condition.
func (v XPathValue) Truth() bool {
	switch v.Kind {
	case 'n':
		return v.N != 0 && !math.IsNaN(v.N)
	case 'b':
		return v.B
	}
	return v.S != ""
}

func xText(s string) XPathValue    { return XPathValue{Kind: 's', S: s} }
func xNumber(f float64) XPathValue { return XPathValue{Kind: 'n', N: f} }
func xTruth(b bool) XPathValue     { return XPathValue{Kind: 'b', B: b} }

func xDate(days float64) XPathValue {
	if math.IsNaN(days) {
		return xText("")
	}
	day := civilOf(civil{1970, 1, 1}.number() + int(days))
	return XPathValue{Kind: 'd', S: fmt.Sprintf("%04d-%02d-%02d", day.year, day.month, day.day)}
}

// EvaluateXPath evaluates an expression of a form.
func EvaluateXPath(src string, env XPathEnv) (XPathValue, error) {
	if truth, ok := xlsformWords[strings.ToLower(src)]; ok {
		return xTruth(truth == "true"), nil
	}
	parsed, problem := parseWith(&xlsform, src)
	if problem != nil {
		return XPathValue{}, problem
	}
	e := xpathEvaluator{env: env}
	return e.eval(parsed.root), e.err
}

type xpathEvaluator struct {
	env  XPathEnv
	item map[string]XPathValue // in a filter
	err  error
}

func (e *xpathEvaluator) eval(n *node) XPathValue {
	switch n.op {
	case opNumber:
		return xNumber(n.value.num)
	case opString:
		return xText(n.text)
	case opAnd:
		return xTruth(e.eval(n.args[0]).Truth() && e.eval(n.args[1]).Truth())
	case opOr:
		return xTruth(e.eval(n.args[0]).Truth() || e.eval(n.args[1]).Truth())
	case opQuestion:
		return e.question(n.text)
	case opSelf:
		return e.question(e.env.Self)
	case opBare:
		if v, ok := e.item[n.text]; ok {
			return v
		}
		if n.text == "name" {
			return xText(e.env.Attributes["code"])
		}
		return xText(e.env.Attributes[n.text])
	case opStep:
		if n.args[0].op == opFiltered {
			return e.itemAt(n.text, e.eval(n.args[0].args[1]).number())
		}
		return e.question(n.text)
	case opFiltered:
		return e.filtered(n)
	case opForeign:
		return e.call(n)
	}
	if n.op.isComparison() {
		return xTruth(xCompare(n.op, e.eval(n.args[0]), e.eval(n.args[1])))
	}
	return e.arithmetic(n)
}

func (e *xpathEvaluator) question(name string) XPathValue {
	if v, ok := e.item[name]; ok {
		return v
	}
	if items, ok := e.env.Items[name]; ok {
		return XPathValue{Kind: 'G', group: name, Nodes: make([]XPathValue, len(items))}
	}
	if group, ok := e.env.Roster[name]; ok {
		v := XPathValue{Kind: 'N'}
		for _, item := range e.env.Items[group] {
			v.Nodes = append(v.Nodes, item[name])
		}
		return v
	}
	if v, ok := e.env.Values[name]; ok {
		return v
	}
	return xText("")
}

func (e *xpathEvaluator) itemAt(name string, place float64) XPathValue {
	nodes := e.question(name).Nodes
	if place >= 1 && place <= float64(len(nodes)) && place == math.Trunc(place) {
		return nodes[int(place)-1]
	}
	return xText("")
}

func (e *xpathEvaluator) filtered(n *node) XPathValue {
	group := e.eval(n.args[0])
	kept := XPathValue{Kind: 'G', group: group.group}
	for _, item := range e.env.Items[group.group] {
		inner := xpathEvaluator{env: e.env, item: item}
		if inner.eval(n.args[1]).Truth() {
			kept.Nodes = append(kept.Nodes, XPathValue{})
		}
		e.err = inner.err
	}
	return kept
}

func xCompare(o op, a, b XPathValue) bool {
	if o.isOrdering() {
		return xOrdered(o, xDateNumber(a, b), xDateNumber(b, a))
	}
	var same bool
	switch {
	case a.Kind == 'b' || b.Kind == 'b':
		same = a.Truth() == b.Truth()
	case a.Kind == 'n' || b.Kind == 'n':
		same = xOrdered(opEqual, a.number(), b.number())
	default:
		same = a.text() == b.text()
	}
	return same == (o == opEqual)
}

// xDateNumber understands dates in quotes beside dates, as web forms do.
func xDateNumber(v, beside XPathValue) float64 {
	if _, ok := parseCivil(v.S); v.Kind == 's' && beside.Kind == 'd' && ok {
		v.Kind = 'd'
	}
	return v.number()
}

func xOrdered(o op, a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return false
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return o == opMore && a > b || o == opLess && a < b || o == opAtLeast && a >= b || o == opAtMost && a <= b || o == opEqual && a == b
	}
	return compare(o, Number(a), Number(b))
}

func (e *xpathEvaluator) arithmetic(n *node) XPathValue {
	a := e.eval(n.args[0]).number()
	if n.op == opNegate {
		return xNumber(-a)
	}
	b := e.eval(n.args[1]).number()
	switch n.op {
	case opAdd:
		return xNumber(a + b)
	case opSubtract:
		return xNumber(a - b)
	case opMultiply:
		return xNumber(a * b)
	case opRemainder:
		return xNumber(math.Mod(a, b))
	case opDivide:
		return xNumber(a / b)
	}
	e.err = fmt.Errorf("operator %d", n.op)
	return XPathValue{}
}

// numbers are the arguments, or what a single one names.
func (e *xpathEvaluator) numbers(n *node) []float64 {
	var all []float64
	for _, arg := range n.args {
		v := e.eval(arg)
		if v.Kind != 'N' {
			all = append(all, v.number())
			continue
		}
		for _, one := range v.Nodes {
			if one.text() != "" {
				all = append(all, one.number())
			}
		}
	}
	return all
}

func (e *xpathEvaluator) call(n *node) XPathValue {
	name := strings.ToLower(n.text)
	text := func(i int) string { return e.eval(n.args[i]).text() }
	number := func(i int) float64 { return e.eval(n.args[i]).number() }
	switch name {
	case "true", "false":
		return xTruth(name == "true")
	case "boolean":
		return xTruth(e.eval(n.args[0]).Truth())
	case "not":
		return xTruth(!e.eval(n.args[0]).Truth())
	case "if":
		if e.eval(n.args[0]).Truth() {
			return e.eval(n.args[1])
		}
		return e.eval(n.args[2])
	case "coalesce":
		if v := e.eval(n.args[0]); v.text() != "" {
			return v
		}
		return e.eval(n.args[1])
	case "selected":
		return xTruth(text(0) == "" && text(1) == "" || slices.Contains(strings.Fields(text(0)), text(1)))
	case "selected-at":
		words, place := strings.Fields(text(0)), number(1)
		if place >= 0 && place < float64(len(words)) && place == math.Trunc(place) {
			return xText(words[int(place)])
		}
		return xText("")
	case "count-selected":
		return xNumber(float64(len(strings.Fields(text(0)))))
	case "count":
		return xNumber(float64(len(e.eval(n.args[0]).Nodes)))
	case "count-non-empty":
		return xNumber(float64(len(slices.DeleteFunc(slices.Clone(e.eval(n.args[0]).Nodes), func(v XPathValue) bool { return v.text() == "" }))))
	case "position":
		return xNumber(float64(e.env.Position))
	case "indexed-repeat":
		return e.itemAt(n.args[0].text, number(2))
	case "string-length":
		return xNumber(float64(len([]rune(text(0)))))
	case "string":
		return xText(text(0))
	case "number":
		return xNumber(number(0))
	case "today":
		return XPathValue{Kind: 'd', S: e.env.Today}
	case "date":
		v := e.eval(n.args[0])
		if v.Kind == 's' {
			return XPathValue{Kind: 'd', S: v.S}
		}
		return xDate(v.number())
	case "format-date":
		return xText(xFormat(text(0), n.args[1].text))
	case "regex":
		pattern, err := compilePattern(adaptPattern(n.args[1].text))
		e.err = err
		return xTruth(err == nil && pattern.MatchString(text(0)))
	case "contains":
		return xTruth(strings.Contains(text(0), text(1)))
	case "starts-with":
		return xTruth(strings.HasPrefix(text(0), text(1)))
	case "ends-with":
		return xTruth(strings.HasSuffix(text(0), text(1)))
	case "concat":
		var b strings.Builder
		for i := range n.args {
			b.WriteString(text(i))
		}
		return xText(b.String())
	case "substr":
		runes, from, to := []rune(text(0)), number(1), math.Inf(1)
		if len(n.args) == 3 {
			to = number(2)
		}
		to = min(to, float64(len(runes)))
		return xText(string(runes[int(min(from, to)):int(to)]))
	}
	return e.numeric(name, n)
}

func (e *xpathEvaluator) numeric(name string, n *node) XPathValue {
	numbers := e.numbers(n)
	if len(numbers) == 0 {
		return xNumber(0)
	}
	total := numbers[0]
	for _, f := range numbers[1:] {
		switch name {
		case "min":
			total = math.Min(total, f)
		case "max":
			total = math.Max(total, f)
		case "sum":
			total += f
		case "pow":
			total = math.Pow(total, f)
		case "round":
			if v, ok := round(total, f).Float(); ok { // halves away from zero
				return xNumber(v)
			}
			return xNumber(math.NaN())
		}
	}
	switch name {
	case "min", "max", "sum", "pow":
		return xNumber(total)
	case "round":
		return xNumber(math.Floor(total + 0.5))
	case "int":
		return xNumber(math.Trunc(total))
	case "abs":
		return xNumber(math.Abs(total))
	}
	e.err = fmt.Errorf("function %s", name)
	return XPathValue{}
}

func xFormat(date, format string) string {
	day, ok := parseCivil(date)
	if !ok {
		return ""
	}
	return strings.NewReplacer("%Y", fmt.Sprintf("%04d", day.year), "%m", fmt.Sprintf("%02d", day.month), "%n", strconv.Itoa(day.month),
		"%d", fmt.Sprintf("%02d", day.day), "%e", strconv.Itoa(day.day)).Replace(format)
}
