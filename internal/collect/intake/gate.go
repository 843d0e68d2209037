package intake

import (
	"fmt"
	"math"

	"barometer/internal/questionnaire"
)

// gate is a condition on one earlier question: that an option was chosen, or
// that it was not.
type gate struct {
	question *question
	option   int
	negated  bool
}

// same reports whether two gates are the same condition.
func (g *gate) same(h *gate) bool { return g == h || g != nil && h != nil && *g == *h }

// expression writes the gate in the condition language.
func (g *gate) expression() string {
	code := g.question.def.Options[g.option].Code
	switch multiple := g.question.choice == nil; {
	case multiple && g.negated:
		return fmt.Sprintf("not ('%s' in %s)", code, g.question.def.Key)
	case multiple:
		return fmt.Sprintf("'%s' in %s", code, g.question.def.Key)
	case g.negated:
		return fmt.Sprintf("not (%s == '%s')", g.question.def.Key, code)
	}
	return fmt.Sprintf("%s == '%s'", g.question.def.Key, code)
}

// open reports whether respondent r fulfils the gate.
func (g *gate) open(r int) bool {
	if g.question.choice != nil {
		return (int(g.question.choice[r]) == g.option) != g.negated
	}
	return g.question.chosen[g.option][r] != g.negated
}

// fit is how well a gate explains who answered a question.
type fit struct {
	inside, insideReached   int // respondents who fulfil it: answered; got that far
	outside, outsideReached int
}

func (f fit) answers() int { return f.inside + f.outside }

// explains reports whether all but a few answers are inside, and the others
// were asked nothing.
func (f fit) explains() bool {
	return float64(f.inside) >= gateShare*float64(f.answers()) && f.inside > 0 && f.closes()
}

// closes reports whether those outside hardly ever answer.
func (f fit) closes() bool {
	reached := f.insideReached + f.outsideReached
	if f.outsideReached < leastOutside || float64(f.outsideReached) < leastOutsidePart*float64(reached) {
		return false
	}
	return f.rate(f.outside, f.outsideReached) <= greatestLift*f.rate(f.inside, f.insideReached)
}

func (f fit) rate(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// surprising reports whether so many answers inside are no accident, given how
// many conditions were tried.
func (f fit) surprising(tried int) bool {
	p := f.rate(f.insideReached, f.insideReached+f.outsideReached)
	return -float64(f.inside)*math.Log(p) >= math.Log(leastOdds*float64(tried))
}

// candidates are the gates that a question can make: on each option of a
// single choice that it was or was not chosen, on those of a multiple choice
// that it was.
func candidates(p *question) []*gate {
	if len(p.def.Options) > mostGates {
		return nil
	}
	var gates []*gate
	for o, option := range p.def.Options {
		if option.Missing != questionnaire.NotMissing {
			continue
		}
		switch {
		case p.choice != nil:
			gates = append(gates, &gate{p, o, false}, &gate{p, o, true})
		case p.chosen != nil && o < len(p.chosen):
			gates = append(gates, &gate{p, o, false})
		}
	}
	return gates
}

// measureAll is measure for all candidates of a question. For a single choice
// one pass over the respondents serves them all.
func measureAll(p *question, gates []*gate, q *question, i int, last []int) []fit {
	fits := make([]fit, len(gates))
	if p.choice == nil {
		for n, g := range gates {
			fits[n] = measure(g, q, i, last)
		}
		return fits
	}
	reached, answered := make([]int, len(p.def.Options)+1), make([]int, len(p.def.Options)+1)
	allReached, allAnswered := 0, 0
	for r, l := range last {
		if l < i {
			continue
		}
		o := p.choice[r] + 1 // 0 for those who chose none
		reached[o]++
		allReached++
		if q.answered[r] {
			answered[o]++
			allAnswered++
		}
	}
	for n, g := range gates {
		in, inReached := answered[g.option+1], reached[g.option+1]
		fits[n] = fit{in, inReached, allAnswered - in, allReached - inReached}
		if g.negated {
			fits[n] = fit{allAnswered - in, allReached - inReached, in, inReached}
		}
	}
	return fits
}

// measure counts who of those that got as far as question i answered it,
// inside the gate and outside.
func measure(g *gate, q *question, i int, last []int) fit {
	var f fit
	for r, l := range last {
		if l < i {
			continue
		}
		open, answered := g.open(r), 0
		if q.answered[r] {
			answered = 1
		}
		if open {
			f.insideReached++
			f.inside += answered
		} else {
			f.outsideReached++
			f.outside += answered
		}
	}
	return f
}
