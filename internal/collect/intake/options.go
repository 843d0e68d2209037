package intake

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// checkOrder marks options whose order no known scale tells.
const checkOrder = "check order"

// setOptions makes options of the choices, in the order of a known scale or
// marked # check order, and gives the index of each choice's option. For a
// multiple choice the order of the columns is kept.
func (q *question) setOptions(c *choices, multiple bool) (position []int) {
	position = make([]int, len(c.labels))
	damaged := map[int]string{}
	if !multiple {
		damaged = label.AreDamaged(c.labels)
	}
	order, known := orderChoices(c, damaged, multiple || c.ordered)
	codes := newCodes()
	kinds := map[questionnaire.Missing]int{}
	scored := codesOf(c, damaged)
	for _, i := range order {
		o := questionnaire.OptionDef{Text: c.labels[i], Missing: label.Missing(c.labels[i]), Aliases: c.aliases[i]}
		if first, again := kinds[o.Missing]; again && o.Missing != questionnaire.NotMissing {
			q.def.Options[first].Aliases = append(q.def.Options[first].Aliases, o.Text)
			position[i] = first
			continue
		}
		o.Code = codes.unique(scored[i])
		kinds[o.Missing] = len(q.def.Options)
		position[i] = len(q.def.Options)
		if proposal, ok := damaged[i]; ok {
			q.remark(at(".options", position[i]), fmt.Sprintf(
				"check: a spreadsheet may have taken %s for a date. If so, write code: %s, text: %s, aliases: [%s]",
				proposal, proposal, proposal, strconv.Quote(o.Text)))
		}
		q.def.Options = append(q.def.Options, o)
	}
	if !known {
		q.remark(".options", checkOrder)
	}
	q.remarkGap(c, damaged, position)
	return position
}

// remarkGap points at two bands that should touch and do not.
func (q *question) remarkGap(c *choices, damaged map[int]string, position []int) {
	var labels []string
	var indexes []int
	for i, text := range c.labels {
		if c.rank(i) > 0 {
			continue
		}
		if proposal, ok := damaged[i]; ok {
			text = proposal
		}
		labels, indexes = append(labels, text), append(indexes, i)
	}
	if before, after, ok := label.Gap(labels); ok {
		q.remark(at(".options", position[indexes[before]]), fmt.Sprintf(
			"check: nothing lies between %q and %q; is one of them cut off?", labels[before], labels[after]))
	}
}

// rank is the lastRank of a choice.
func (c *choices) rank(i int) int {
	for len(c.ranks) < len(c.labels) {
		c.ranks = append(c.ranks, lastRank(c.labels[len(c.ranks)]))
	}
	return c.ranks[i]
}

func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// lastRank is 0 for an ordinary option; the others stand behind them, those
// apart from a scale first, then "other", then the missing kinds.
func lastRank(text string) int {
	switch m := label.Missing(text); {
	case m != questionnaire.NotMissing:
		return 2 + int(m)
	case label.IsOther(text):
		return 2
	case label.IsApart(text):
		return 1
	}
	return 0
}

// lastOrdered is the greatest lastRank of options that stay in their place where
// labels are ordered already: all but the missing kinds.
const lastOrdered = 2

// orderChoices puts ordinary options in order, then those of a lastRank. Where
// no scale is known, options of a column go from the most to the least
// frequent. Labels that are ordered already stay so.
func orderChoices(c *choices, damaged map[int]string, ordered bool) (order []int, known bool) {
	var plain, last []int
	var labels []string
	for i, text := range c.labels {
		if rank := c.rank(i); rank > 0 && (!c.ordered || rank > lastOrdered) {
			last = append(last, i)
			continue
		}
		if proposal, ok := damaged[i]; ok {
			text = proposal
		}
		plain, labels = append(plain, i), append(labels, text)
	}
	if ordered {
		return append(plain, last...), true
	}
	slices.SortStableFunc(last, func(a, b int) int {
		return cmp.Compare(c.rank(a), c.rank(b))
	})
	sorted, known := label.Order(labels)
	if !known {
		slices.SortStableFunc(plain, func(a, b int) int {
			return cmp.Or(-cmp.Compare(c.counts[a], c.counts[b]), cmp.Compare(c.labels[a], c.labels[b]))
		})
		return append(plain, last...), len(plain) < 2
	}
	for _, i := range sorted {
		order = append(order, plain[i])
	}
	return append(order, last...), true
}

var codePattern = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`)

// codesOf proposes a code for each choice: that of the codebook, the number of
// a point of a scale, the numbers of a band, else words of the label.
func codesOf(c *choices, damaged map[int]string) []string {
	codes := make([]string, len(c.labels))
	bands, ordinals, plain := 0, 0, 0
	for i, text := range c.labels {
		if c.rank(i) > 0 {
			continue
		}
		plain++
		if label.BandCode(text) != "" {
			bands++
		}
		if _, ok := label.ParseOrdinal(text); ok {
			ordinals++
		}
	}
	for i, text := range c.labels {
		n, isOrdinal := label.ParseOrdinal(text)
		band := label.BandCode(text)
		_, isDamaged := damaged[i]
		switch {
		case i < len(c.codes) && codePattern.MatchString(c.codes[i]) && !strings.Contains(c.codes[i], "__"):
			codes[i] = c.codes[i]
		case isDamaged || !isOrdinal && band == "" || plain < 2:
			codes[i] = optionSlug(text)
		case isOrdinal && ordinals == plain:
			codes[i] = strconv.Itoa(n)
		case band != "" && bands*2 > plain:
			codes[i] = band
		default:
			codes[i] = optionSlug(text)
		}
	}
	return codes
}
