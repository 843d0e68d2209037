package expr

import (
	"fmt"
	"slices"
	"strings"
)

// count checks count(question) and count(roster, condition).
func (c *checker) count(n *node) {
	t := c.named(n.args[0], "count")
	if len(n.args) == 1 {
		if t.kind != 0 && t.kind != KindCodes && t.kind != KindItems && !t.symbol.Many {
			c.fail(n.args[0], fmt.Sprintf("“%s” is %s and has nothing to count", t.name, t.kind), "count takes a multiple choice or a roster")
		}
		return
	}
	if t.kind != 0 && t.kind != KindItems {
		c.fail(n.args[0], fmt.Sprintf("“%s” is %s and has no items", t.name, t.kind), "count takes a condition for a roster only")
	}
	if c.counting {
		c.fail(n, "a count with a condition stands inside another one", "give the inner one a name with a calculated question")
		return
	}
	if t.kind != KindItems {
		return
	}
	inner := *c
	inner.counting = true
	if s, ok := c.scope.(ItemScope); ok {
		inner.scope = s.In(t.name)
	}
	inner.condition(n.args[1])
	c.problems = inner.problems
}

// item checks item(question, number). Its result is like an answer to the
// question.
func (c *checker) item(question, number *node) typing {
	c.number(number)
	if question.op != opName {
		c.named(question, "item")
		return typing{}
	}
	t := c.resolve(question)
	if t.kind == 0 {
		return typing{}
	}
	if !t.symbol.Many {
		c.fail(question, fmt.Sprintf("“%s” is not asked for each item of a roster", t.name), "name a question inside a roster, from outside it")
		return typing{}
	}
	symbol := t.symbol
	symbol.Many = false
	return typing{kind: t.kind, name: fmt.Sprintf("item(%s, 1)", t.name), symbol: symbol}
}

func (c *checker) codeAt(question, number *node) typing {
	c.number(number)
	t := c.named(question, "code_at")
	if t.kind != 0 && t.kind != KindCodes {
		c.fail(question, "this is "+t.kind.String()+", where a multiple choice is needed", "code_at takes a multiple choice")
		return typing{}
	}
	if t.kind == 0 {
		return typing{}
	}
	return typing{kind: KindCode, name: fmt.Sprintf("code_at(%s, 1)", t.name), symbol: t.symbol}
}

func (c *checker) position(n *node) typing {
	if s, ok := c.scope.(PositionScope); ok && !s.HasPosition() {
		c.fail(n, "there is no item here whose number position() could be", "use it in questions of a roster")
		return typing{}
	}
	return typing{kind: KindNumber}
}

// attribute checks the name of an attribute, whose values are like codes.
func (c *checker) attribute(name *node) typing {
	known := typing{kind: KindCode, name: fmt.Sprintf("attribute('%s')", name.text)}
	s, ok := c.scope.(AttributeScope)
	if !ok {
		return known
	}
	names := s.Attributes()
	switch {
	case len(names) == 0:
		c.fail(name, "there is no option here that could have attributes", "use attribute('name') in conditions of options")
	case !slices.Contains(names, name.text):
		remedy := DidYouMean(name.text, names)
		if remedy == "" {
			remedy = "there are " + strings.Join(names, ", ")
		}
		c.fail(name, fmt.Sprintf("no option has an attribute “%s”", shorten(name.text)), remedy)
	default:
		return known
	}
	return typing{}
}
