package sav

import (
	"bytes"
	"math"
)

// Kinds of extension records that are read; others are skipped.
const (
	integerInfo    = 3
	floatInfo      = 4
	oldSets        = 7
	displayInfo    = 11
	longNames      = 13
	veryLongTexts  = 14
	caseCount      = 16
	newSets        = 19
	encodingName   = 20
	longTextLabels = 21
	longTextMisses = 22
)

// extensions are the extension records, as bytes.
type extensions struct {
	codePage  int32
	display   []int32
	sets      [][]byte
	names     []byte
	veryLong  []byte
	encoding  string
	labels    [][]byte
	missing   [][]byte
	cases     int64
	hasCases  bool
	codePaged bool
}

// readExtension reads or skips one extension record.
func (d *dictionary) readExtension() {
	kind, unit, count := d.int32(), d.int32(), d.int32()
	if d.err != nil {
		return
	}
	length := int64(unit) * int64(count)
	if unit < 0 || count < 0 || length > d.size-d.pos {
		d.fail("the extension record %d has %d parts of %d bytes", kind, count, unit)
		return
	}
	switch kind {
	case integerInfo, floatInfo, oldSets, displayInfo, longNames, veryLongTexts, caseCount, newSets, encodingName, longTextLabels, longTextMisses:
		if length > maxDictionary {
			d.fail("the extension record %d has %d bytes", kind, length)
			return
		}
		if b := d.bytes(int(length)); d.err == nil {
			d.keepExtension(kind, b)
		}
	default:
		d.skip(length)
	}
}

func (d *dictionary) keepExtension(kind int32, b []byte) {
	x := &d.extension
	switch kind {
	case integerInfo:
		if len(b) >= 32 {
			x.codePage, x.codePaged = int32(d.order.Uint32(b[28:])), true
		}
	case floatInfo:
		if len(b) >= 8 {
			d.file.sysmis = number(d.order, b)
		}
	case oldSets, newSets:
		x.sets = append(x.sets, b)
	case displayInfo:
		for ; len(b) >= 4; b = b[4:] {
			x.display = append(x.display, int32(d.order.Uint32(b)))
		}
	case longNames:
		x.names = b
	case veryLongTexts:
		x.veryLong = b
	case caseCount:
		if len(b) >= 16 {
			x.cases, x.hasCases = int64(d.order.Uint64(b[8:])), true
		}
	case encodingName:
		x.encoding = string(bytes.Trim(b, "\x00 "))
	case longTextLabels:
		x.labels = append(x.labels, b)
	case longTextMisses:
		x.missing = append(x.missing, b)
	}
}

// setMeasures reads levels of measurement: the first of two or three numbers
// for each variable record.
func (d *dictionary) setMeasures() {
	n := len(d.variables)
	each := len(d.extension.display) / max(n, 1)
	if each != 2 && each != 3 || each*n != len(d.extension.display) {
		return
	}
	for i := range d.variables {
		if m := Measure(d.extension.display[i*each]); m >= Nominal && m <= Scale {
			d.variables[i].measure = m
		}
	}
}

// setCases takes the number of cases that does not fit the header.
func (d *dictionary) setCases() {
	if x := d.extension; d.file.Cases < 0 && x.hasCases && x.cases >= 0 && x.cases <= math.MaxInt32 {
		d.file.Cases = int(x.cases)
	}
}

// cursor reads through the bytes of one record; ok turns false at its end.
type cursor struct {
	d  *dictionary
	b  []byte
	ok bool
}

// take gives the next n bytes, nil where there are fewer.
func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.ok = false
	}
	if !c.ok {
		return nil
	}
	head := c.b[:n]
	c.b = c.b[n:]
	return head
}

func (c *cursor) int() int {
	if b := c.take(4); b != nil {
		return int(int32(c.d.order.Uint32(b)))
	}
	return 0
}

// counted gives bytes behind their number.
func (c *cursor) counted() []byte { return c.take(c.int()) }
