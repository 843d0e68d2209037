package intake

import (
	"fmt"
	"slices"
	"strings"
)

// Thresholds of routing. A condition is proposed where at least gateShare of
// the answers to a question come from those who fulfil it, of the respondents
// who got that far.
const (
	gateShare        = .98
	leastOutside     = 5   // respondents who got that far without fulfilling it
	leastOutsidePart = .03 // and their share
	greatestLift     = .1  // how often they answer, compared with the others
	leastOdds        = 100 // against all this being an accident
	mostExceptions   = 10  // rows that are listed

	mostEarlier = 300 // questions before, the nearest, that may hold the condition
	mostGates   = 300 // options of such a question
)

// proposeRouting finds a gate for each question, and spreads gates over the
// questions between and behind others with the same gate.
func (t *table) proposeRouting(questions []*question) {
	last := t.lastReached(questions)
	tried := 1
	gates := make([][]*gate, len(questions))
	for i, q := range questions {
		gates[i] = candidates(q)
		tried += len(gates[i]) * (len(questions) - i - 1)
	}
	for i, q := range questions {
		q.gate = bestGate(questions[:i], gates, q, i, last, tried)
	}
	for i, q := range questions {
		if q.gate == nil && i > 0 {
			q.gate = inherited(questions, i, last)
		}
	}
}

// lastReached is the index of the last question that each respondent got to:
// the last one for those who completed the questionnaire, as an administrative
// column says or an answer to one of its last questions shows, else the last
// that was answered.
func (t *table) lastReached(questions []*question) []int {
	last := lastAnswered(questions, len(t.rows))
	end := len(questions) - 1
	for r, l := range last {
		if l >= len(questions)-mostClosing && len(questions) > 2*mostClosing {
			last[r] = end
		}
	}
	for _, p := range t.columns {
		if !completedName.MatchString(adminHeader(p.Question)) {
			continue
		}
		for r, v := range p.cells {
			if v != 0 && v != overflow && slices.Contains(completeWords, p.norms[v-1]) {
				last[r] = end
			}
		}
	}
	return last
}

// lastAnswered is the index of the last question that each respondent
// answered, -1 for none.
func lastAnswered(questions []*question, respondents int) []int {
	last := make([]int, respondents)
	for r := range last {
		last[r] = -1
	}
	for i, q := range questions {
		for r, answered := range q.answered {
			if answered {
				last[r] = i
			}
		}
	}
	return last
}

// bestGate finds the condition that explains who answered question i most
// tightly: among those that explain it, the one under which most answered.
// gates are the candidates of each question.
func bestGate(earlier []*question, gates [][]*gate, q *question, i int, last []int, tried int) *gate {
	if float64(blanks(q, i, last)) < (1-greatestLift)*leastOutside {
		return nil // too few did not answer for any condition to close
	}
	var best *gate
	bestRate := 0.0
	first := max(0, len(earlier)-mostEarlier)
	for j, p := range earlier[first:] {
		fits := measureAll(p, gates[first+j], q, i, last)
		for n, g := range gates[first+j] {
			f := fits[n]
			if !f.explains() || !f.surprising(tried) {
				continue
			}
			rate := f.rate(f.inside, f.insideReached)
			if g.negated {
				rate *= .999 // of two that are the same people, the positive one
			}
			if rate > bestRate {
				best, bestRate = g, rate
			}
		}
	}
	return best
}

// blanks is how many of those that got as far as question i did not answer it.
func blanks(q *question, i int, last []int) int {
	n := 0
	for r, l := range last {
		if l >= i && !q.answered[r] {
			n++
		}
	}
	return n
}

// inherited is the gate of the question before, where it explains this one's
// answers too, though they are too few to tell by themselves.
func inherited(questions []*question, i int, last []int) *gate {
	g := questions[i-1].gate
	if g == nil {
		return nil
	}
	f := measure(g, questions[i], i, last)
	if !f.explains() {
		return nil
	}
	return g
}

// exceptions describes how the answers to a block fit its gate, and lists
// rows that do not.
func (t *table) exceptions(block []*question) string {
	g := block[0].gate
	var against []int
	answers, outside := 0, 0
	for r := range t.rows {
		contradicts := false
		for _, q := range block {
			if q.answered[r] {
				answers++
				if !g.open(r) {
					outside++
					contradicts = true
				}
			}
		}
		if contradicts {
			against = append(against, t.rows[r])
		}
	}
	text := fmt.Sprintf("check: proposed, %.1f %% of %d answers fit", 100*float64(answers-outside)/float64(answers), answers)
	if len(against) == 0 {
		return text
	}
	var rows []string
	for _, n := range against[:min(len(against), mostExceptions)] {
		rows = append(rows, fmt.Sprint(n))
	}
	if len(against) > mostExceptions {
		rows = append(rows, "…")
	}
	return fmt.Sprintf("%s; against it: row %s", text, strings.Join(rows, ", "))
}

// mostUnexplained is how large a share of blanks among those who got that far
// and were asked may be, for blanks to count as skipped.
const mostUnexplained = .3

// unexplained finds the questions with a closed answer that many did not
// answer though they were asked and went on. If there are any, nobody knows
// what a blank means.
func (t *table) unexplained(questions []*question) []*question {
	last := t.lastReached(questions)
	var found []*question
	for i, q := range questions {
		switch q.def.Type {
		case "text", "paragraph", "multiple", "date":
			continue
		}
		if q.gate != nil && q.gate.question.def.Options[q.gate.option].Other {
			continue // somebody coded the texts of an "other" afterwards
		}
		asked, blank := 0, 0
		for r, l := range last {
			if l >= i && (q.gate == nil || q.gate.open(r)) {
				asked++
				if !q.answered[r] {
					blank++
				}
			}
		}
		if asked >= leastOutside && float64(blank) > mostUnexplained*float64(asked) {
			found = append(found, q)
		}
	}
	return found
}
