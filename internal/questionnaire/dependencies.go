package questionnaire

import (
	"slices"
	"strings"
)

// dependencies are the questions that each question's being asked depends on,
// by their places in the document; each list is sorted.
type dependencies map[int][]int

func (c *compiler) dependencies() dependencies {
	d := dependencies{}
	for _, p := range c.conditions {
		if p.expr == nil || !p.routes() {
			continue
		}
		last := c.decides(p)
		for _, name := range p.expr.Names() {
			s, ok := c.symbols[name]
			if !ok || s.question < 0 {
				continue
			}
			for q := p.before; q < last; q++ {
				if i, known := slices.BinarySearch(d[q], s.question); !known {
					d[q] = slices.Insert(d[q], i, s.question)
				}
			}
		}
	}
	return d
}

// decides is where the questions end whose being asked a condition decides: the
// question itself, with what it asks of its items, or all of the section.
func (c *compiler) decides(p *pending) int {
	last := p.before + 1
	for ; last < len(c.all); last++ {
		q := c.all[last]
		if p.key == "" && q.Section.Index != p.section || p.key != "" && (q.Roster == nil || q.Roster.Key != p.key) {
			break
		}
	}
	return last
}

// maxCircles bounds how many circles are looked for: where so many conditions
// name what is asked later, saying that helps as much.
const maxCircles = 100

// circle is a shortest way along the dependencies from one question over to and
// back to from, or nil.
func (c *compiler) circle(d dependencies, from, to int) []int {
	if c.circles++; c.circles > maxCircles || from == to {
		return nil
	}
	before := map[int]int{to: from}
	for queue := []int{to}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, next := range d[at] {
			if _, seen := before[next]; seen {
				continue
			}
			before[next] = at
			if next != from {
				queue = append(queue, next)
				continue
			}
			way := []int{from}
			for step := at; step != from; step = before[step] {
				way = append(way, step)
			}
			slices.Reverse(way[1:])
			return append(way, from)
		}
	}
	return nil
}

func (c *compiler) chain(questions []int) string {
	keys := make([]string, len(questions))
	for i, q := range questions {
		keys[i] = c.all[q].Key
	}
	return strings.Join(keys, " → ")
}
