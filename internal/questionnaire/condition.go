package questionnaire

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// symbol is a name that conditions may hold.
type symbol struct {
	expr.Symbol           // of no kind where its question has a problem
	variable    *Variable // nil where its question has a problem
	option      *Option   // of an option of a question of shape codes
	owner       string    // key of the question
	roster      string    // key of the roster that the question is asked in, "" if none
	question    int       // its place in the document; -1 of administrative columns
	section     int       // index of its section
	refusal     string    // why the name cannot be used, if so
}

// reach says what a condition may depend on.
type reach struct {
	subject        string   // what has the condition, for messages
	key            string   // of the question that has it, if one has
	roster         string   // key of the roster that it stands in, "" if none
	before         int      // the condition may name questions before this place in the document
	section        int      // index of the section that has it
	administrative bool     // it may name administrative columns
	attributes     []string // of options that it may ask for
	rule           bool     // it judges an answer and decides nothing that is asked
}

// anywhere is the reach of conditions that are evaluated when all questions
// have been asked.
func anywhere(administrative bool) reach {
	return reach{before: math.MaxInt, administrative: administrative}
}

// in is the reach of a condition in a roster.
func (r reach) in(roster string) reach {
	r.roster = roster
	return r
}

func (r reach) routes() bool { return r.before != math.MaxInt && !r.rule }

// pending is a condition that waits until all names are known.
type pending struct {
	reach
	path   string
	src    string
	expr   *expr.Expr
	target **Condition
	yields func(kind expr.Kind) string // of a calculation: why a kind will not do, "" if it will; nil of a condition
}

// condition schedules a condition to be checked and put into *target. An
// absent one leaves *target nil.
func (c *compiler) condition(path, src string, target **Condition, r reach) {
	if src != "" {
		c.conditions = append(c.conditions, &pending{reach: r, path: path, src: src, target: target})
	}
}

// calculation schedules an expression that has to yield one of several kinds.
func (b *builder) calculation(path, src string, target **Condition, r reach, words string, kinds ...expr.Kind) {
	if src == "" {
		return
	}
	b.compiler.conditions = append(b.compiler.conditions, &pending{reach: r, path: path, src: src, target: target, yields: func(kind expr.Kind) string {
		if slices.Contains(kinds, kind) {
			return ""
		}
		return "this yields " + kind.String() + " and should yield " + words
	}})
}

// resolveConditions parses and checks all conditions.
func (c *compiler) resolveConditions() {
	for _, p := range c.conditions {
		parsed, err := expr.Parse(p.src)
		if err != nil {
			c.failExpr(p, err)
			continue
		}
		p.expr = parsed
	}
	circles := c.dependencies()
	for _, p := range c.conditions {
		if p.expr == nil {
			continue
		}
		c.check(p)
		c.reachable(p, circles)
		*p.target = compiled(p.expr, c.symbols, p.roster)
	}
}

// check reports the problems of a condition or calculation in itself.
func (c *compiler) check(p *pending) {
	names := scope{symbols: c.symbols, suggest: c.symbolNames, roster: p.roster, attributes: p.attributes}
	if p.yields == nil {
		problems := p.expr.Check(names)
		for _, problem := range problems {
			c.failExpr(p, &problem)
		}
		if len(problems) == 0 {
			c.constant(p, names)
		}
		return
	}
	kind, problems := p.expr.CheckCalculation(names)
	for _, problem := range problems {
		c.failExpr(p, &problem)
	}
	if why := p.yields(kind); kind != 0 && why != "" {
		c.fail(p.path, "%s", why)
	}
}

// constant warns of a condition that decides nothing, whatever is answered, and
// of one that cannot hold together with that of the section around it.
func (c *compiler) constant(p *pending, names scope) {
	truth, known := p.expr.Constant(names)
	switch {
	case known && truth:
		c.warn(p.path, "the condition holds whatever is answered, so it decides nothing; correct it, or remove the line")
	case known:
		c.warn(p.path, "the condition can never hold, whatever is answered%s; correct it", c.consequence(p))
	case p.routes() && p.key != "" && c.contradictsSection(p, names):
		c.warn(p.path, "the condition can never hold in this section, which is asked only if %s; correct one of the two", c.def.Sections[p.section].AskIf)
	}
}

// consequence says what follows where a condition never holds.
func (c *compiler) consequence(p *pending) string {
	if p.routes() {
		return ", so " + p.subject + " is never asked"
	}
	return ""
}

// contradictsSection reports whether a question's condition excludes that of
// its section.
func (c *compiler) contradictsSection(p *pending, names scope) bool {
	section := c.def.Sections[p.section].AskIf
	if section == "" || p.roster != "" {
		return false
	}
	both, err := expr.Parse("(" + section + ") and (" + p.src + ")")
	if err != nil || len(both.Check(names)) > 0 {
		return false
	}
	truth, known := both.Constant(names)
	return known && !truth
}

// failExpr reports a problem at its place inside the condition.
func (c *compiler) failExpr(p *pending, err error) {
	var problem *expr.Error
	if !errors.As(err, &problem) {
		c.fail(p.path, "the condition cannot be used: %v", err)
		return
	}
	message := problem.Message
	if problem.Remedy != "" {
		message += "; " + problem.Remedy
	}
	c.fail(ByteOf(p.path, problem.Offset), "%s", message)
}

// reachable reports the names that exist but cannot be known where the
// condition is evaluated.
func (c *compiler) reachable(p *pending, depends dependencies) {
	for _, name := range p.expr.Names() {
		s, ok := c.symbols[name]
		if !ok {
			continue
		}
		if why := c.unreachable(p, s, depends); why != "" {
			c.fail(ByteOf(p.path, nameOffset(p.src, name)), "“%s” %s", name, why)
		}
	}
}

func (c *compiler) unreachable(p *pending, s symbol, depends dependencies) string {
	switch {
	case s.refusal != "":
		return s.refusal
	case s.question < 0 && !p.administrative:
		return "is an administrative column, which is not known while somebody answers; use it in populations or base_if"
	case s.question < 0 || s.question < p.before:
		return ""
	case s.owner == p.key:
		return "is the question itself; a condition can depend on earlier questions only"
	}
	if circle := c.circle(depends, p.before, s.question); circle != nil {
		return fmt.Sprintf("is asked depending on %s, so the two wait for each other (%s); remove one of the conditions", p.subject, c.chain(circle))
	}
	if p.key == "" && s.section == p.section {
		return "is asked in this section itself; move it to an earlier section"
	}
	return fmt.Sprintf("is asked later than %s; move it before, or name an earlier question", p.subject)
}

// nameOffset finds the first place of a name in a condition, outside quotes.
func nameOffset(src, name string) int {
	for i := 0; i < len(src); {
		switch {
		case src[i] == '\'' || src[i] == '"':
			end := strings.IndexByte(src[i+1:], src[i])
			if end < 0 {
				return 0
			}
			i += end + 2
		case isLetter(src[i]):
			length := nameLength(src[i:])
			if src[i:i+length] == name {
				return i
			}
			i += length
		default:
			i++
		}
	}
	return 0
}
