package tabulate

import (
	"encoding/binary"
	"math/bits"

	"barometer/internal/analyse/dataset"
	"barometer/internal/questionnaire"
)

// mass is a number of respondents with the sum of their weights and of the
// squares of these.
type mass struct {
	n     int
	w, w2 float64
}

func (m *mass) add(w float64) {
	m.n++
	m.w += w
	m.w2 += w * w
}

func (m *mass) join(o mass) {
	m.n += o.n
	m.w += o.w
	m.w2 += o.w2
}

func unweighted(n int) mass { return mass{n, float64(n), float64(n)} }

// netting is the nets to count, of respondents in the base.
type netting struct {
	nets []*questionnaire.Net
	base questionnaire.Base
}

// tally is what was counted of one variable in one column.
type tally struct {
	options []mass                         // who chose the option
	nets    []mass                         // who chose any option of the net
	kinds   [questionnaire.NumMissing]mass // by missing kind; options that are one included
	plain   [questionnaire.NumMissing]mass // the same without those who chose an option
}

// base adds up who belongs to a base.
func (t *tally) base(b questionnaire.Base) mass {
	var sum mass
	for kind, m := range t.kinds {
		if b.Includes(questionnaire.Missing(kind)) {
			sum.join(m)
		}
	}
	return sum
}

// countColumn counts the values of a variable over the given rows, or over all
// n where rows is nil. Weights are by row, nil for none.
func countColumn(c *dataset.Column, n int, rows []int32, weights []float64, nets netting) *tally {
	t := &tally{options: make([]mass, len(c.Variable().Options)), nets: make([]mass, len(nets.nets))}
	switch {
	case c.Bytes() != nil && weights == nil:
		t.fromHistogram(histogram(c.Bytes(), rows))
		t.singles(c.Variable(), nets)
	case c.Variable().Shape == questionnaire.ShapeCode:
		each(n, rows, func(row int) {
			w := weightAt(weights, row)
			if o := c.Option(row); o != nil {
				t.options[o.Index].add(w)
			} else {
				t.plain[c.Missing(row)].add(w)
			}
		})
		t.singles(c.Variable(), nets)
	case c.Variable().Shape == questionnaire.ShapeCodes:
		t.sets(c, n, rows, weights, nets)
	default:
		kinds := c.Kinds()
		each(n, rows, func(row int) { t.plain[kinds[row]].add(weightAt(weights, row)) })
		t.kinds = t.plain
	}
	return t
}

func weightAt(weights []float64, row int) float64 {
	if weights == nil {
		return 1
	}
	return weights[row]
}

func (t *tally) fromHistogram(h *[256]int) {
	for i := range t.options {
		t.options[i] = unweighted(h[i])
	}
	for kind := 1; kind < questionnaire.NumMissing; kind++ {
		t.plain[kind] = unweighted(h[int(dataset.MissingByte)+kind])
	}
}

// singles completes the tally of a single choice from that of its options.
func (t *tally) singles(v *questionnaire.Variable, nets netting) {
	t.kinds = t.plain
	for i, o := range v.Options {
		t.kinds[o.Missing].join(t.options[i])
	}
	for i, net := range nets.nets {
		for _, o := range net.Options {
			if nets.base.Includes(o.Missing) {
				t.nets[i].join(t.options[o.Index])
			}
		}
	}
}

// sets counts a multiple choice.
func (t *tally) sets(c *dataset.Column, n int, rows []int32, weights []float64, nets netting) {
	sets, stride := c.Sets()
	kinds := c.Kinds()
	masks := netMasks(nets.nets, stride)
	each(n, rows, func(row int) {
		w := weightAt(weights, row)
		set := sets[row*stride : (row+1)*stride]
		any := false
		for i, word := range set {
			any = any || word != 0
			for ; word != 0; word &= word - 1 {
				t.options[i*64+bits.TrailingZeros64(word)].add(w)
			}
		}
		for i, mask := range masks {
			if nets.base.Includes(kinds[row]) && overlaps(set, mask) {
				t.nets[i].add(w)
			}
		}
		t.kinds[kinds[row]].add(w)
		if !any {
			t.plain[kinds[row]].add(w)
		}
	})
}

func netMasks(nets []*questionnaire.Net, stride int) [][]uint64 {
	masks := make([][]uint64, len(nets))
	for i, net := range nets {
		masks[i] = make([]uint64, stride)
		for _, o := range net.Options {
			masks[i][o.Index/64] |= 1 << (o.Index % 64)
		}
	}
	return masks
}

func overlaps(a, b []uint64) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return true
		}
	}
	return false
}

// histogram counts bytes over the given rows, or all where rows is nil. Four
// partial counts keep equal neighbours from waiting for each other.
func histogram(cells []uint8, rows []int32) *[256]int {
	var part [4][256]uint32
	if rows == nil {
		for ; len(cells) >= 8; cells = cells[8:] {
			x := binary.LittleEndian.Uint64(cells)
			part[0][uint8(x)]++
			part[1][uint8(x>>8)]++
			part[2][uint8(x>>16)]++
			part[3][uint8(x>>24)]++
			part[0][uint8(x>>32)]++
			part[1][uint8(x>>40)]++
			part[2][uint8(x>>48)]++
			part[3][uint8(x>>56)]++
		}
		for _, b := range cells {
			part[0][b]++
		}
	} else {
		for ; len(rows) >= 4; rows = rows[4:] {
			part[0][cells[rows[0]]]++
			part[1][cells[rows[1]]]++
			part[2][cells[rows[2]]]++
			part[3][cells[rows[3]]]++
		}
		for _, row := range rows {
			part[0][cells[row]]++
		}
	}
	var h [256]int
	for i := range h {
		h[i] = int(part[0][i]) + int(part[1][i]) + int(part[2][i]) + int(part[3][i])
	}
	return &h
}
