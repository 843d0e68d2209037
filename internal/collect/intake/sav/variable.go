package sav

import (
	"encoding/binary"
	"math"
)

// rawVariable is a variable record, or several of a very long text.
type rawVariable struct {
	name     []byte
	label    []byte
	width    int
	at       int // segment of 8 bytes in a case, from 0
	format   uint32
	missing  rawMissing
	measure  Measure
	segments []segment
}

// rawMissing are missing values as in the file.
type rawMissing struct {
	hasRange bool
	ends     [2][8]byte // of the range
	values   [][]byte
}

// Widths of texts.
const (
	maxShort   = 255   // one record holds
	maxLong    = 32767 // SPSS allows
	longStep   = 252   // each record of a very long text accounts for
	maxLabel   = 1 << 16
	maxMissing = 3
)

// readVariable reads one variable record. Records of type -1 stand for the
// further segments of a text.
func (d *dictionary) readVariable() {
	width, hasLabel, missing := d.int32(), d.int32(), d.int32()
	format := uint32(d.int32())
	d.int32() // the format for writing
	name := d.bytes(8)
	if d.err != nil {
		return
	}
	v := rawVariable{name: name, width: int(width), format: format}
	if hasLabel != 0 {
		n := d.int32()
		if n < 0 || n > maxLabel {
			d.fail("the label of a variable has %d bytes", n)
			return
		}
		v.label = d.padded(int(n), 4)
	}
	d.readMissing(&v.missing, missing)
	d.segments++
	switch {
	case d.err != nil:
	case (width == -1) != (d.due > 0):
		d.fail("a text variable has more or fewer records than its width needs")
	case width == -1:
		d.due--
	case width < -1 || width > maxShort:
		d.fail("a variable has the unknown type %d", width)
	case len(d.variables) == maxVariables:
		d.fail("there are more than %d variables", maxVariables)
	default:
		v.at = d.segments - 1
		v.segments = []segment{{offset: v.at, width: v.width}}
		d.variables = append(d.variables, v)
		d.bySegment[d.segments] = len(d.variables) - 1
		d.due = max(v.width-1, 0) / 8
	}
	if d.segments > maxSegments {
		d.fail("a case has more than %d MB", maxSegments*8>>20)
	}
}

// readMissing reads n discrete missing values; -2 announces a range, -3 a
// range and a value.
func (d *dictionary) readMissing(m *rawMissing, n int32) {
	if n < -maxMissing || n > maxMissing || n == -1 {
		d.fail("a variable has %d missing values", n)
		return
	}
	if n < 0 {
		m.hasRange = true
		for i := range m.ends {
			copy(m.ends[i][:], d.bytes(8))
		}
		n = -n - 2
	}
	for range n {
		if b := d.bytes(8); b != nil {
			m.values = append(m.values, b)
		}
	}
}

// labelSet is one set of value labels and the variables that have it.
type labelSet struct {
	values    [][]byte
	labels    [][]byte
	variables []int // indexes
}

// readLabels reads a set of value labels and the record behind it, which names
// the variables.
func (d *dictionary) readLabels() {
	n := d.int32()
	if n < 0 || d.labels+int(n) > maxLabels {
		d.fail("there are more than %d value labels", maxLabels)
		return
	}
	var set labelSet
	for range n {
		value, length := d.bytes(8), d.bytes(1)
		if d.err != nil {
			return
		}
		set.values = append(set.values, value)
		set.labels = append(set.labels, d.bytes(int(length[0])))
		d.skip(int64((8 - (int(length[0])+1)%8) % 8))
	}
	d.labels += int(n)
	if kind := d.int32(); kind != labelledRecord {
		d.fail("value labels are followed by a record of the kind %d", kind)
		return
	}
	n = d.int32()
	each := max(len(set.values), 1)
	if n < 0 || int(n) > (maxLabelled-d.labelled)/each {
		d.fail("value labels belong to %d variables", n)
		return
	}
	d.labelled += int(n) * each
	for range n {
		segment := int(d.int32())
		if d.err != nil {
			return
		}
		if i, ok := d.bySegment[segment]; ok {
			set.variables = append(set.variables, i)
		} else {
			d.fail("value labels belong to a variable %d that does not exist", segment)
			return
		}
	}
	d.labelSets = append(d.labelSets, set)
}

// number reads a number of 8 bytes.
func number(order binary.ByteOrder, b []byte) float64 {
	return math.Float64frombits(order.Uint64(b))
}
