package sav

import (
	"bytes"
	"strconv"
	"strings"

	"barometer/internal/fault"
)

// finish makes the file's dictionary of what was read.
func (d *dictionary) finish(o Options) error {
	f := d.file
	if err := d.findEncoding(o.Encoding); err != nil {
		return err
	}
	if len(d.variables) == 0 {
		return fault.New(fault.Invalid, "the file has no variables; save it again with its data")
	}
	d.setCases()
	f.segments = d.segments
	f.Product, f.Label = product(f.text(d.product)), f.text(d.label)
	d.setMeasures()
	final, err := d.joinTexts()
	if err != nil {
		return err
	}
	byShort := d.makeVariables(final)
	d.setNames(byShort)
	d.setLabels(final)
	byName := map[string]int{}
	for name, i := range byShort {
		byName[name] = i
	}
	for i := range f.Variables {
		byName[strings.ToLower(f.Variables[i].Name)] = i
	}
	d.setLongLabels(byName)
	d.setLongMissing(byName)
	d.setSets(byName)
	if i, ok := d.bySegment[int(d.weight)]; ok && d.weight > 0 && final[i] >= 0 && f.Variables[final[i]].Numeric() {
		f.Weight = final[i]
	}
	return nil
}

// joinTexts joins the records of very long texts. It gives the index of each
// record's variable among those that are left, -1 for one that was joined to
// an earlier.
func (d *dictionary) joinTexts() (final []int, err error) {
	widths := map[string]int{}
	for name, value := range d.pairs(d.extension.veryLong) {
		if n, err := strconv.Atoi(value); err == nil && n > maxShort && n <= maxLong {
			widths[strings.ToLower(name)] = n
		}
	}
	final = make([]int, len(d.variables))
	kept := 0
	for i := 0; i < len(d.variables); {
		v := &d.variables[i]
		parts := 1
		if width, ok := widths[strings.ToLower(d.file.text(v.name))]; ok && v.width == maxShort {
			parts = (width + longStep - 1) / longStep
			if err := d.join(i, parts, width); err != nil {
				return nil, err
			}
		}
		for part := range parts {
			final[i+part] = -1
		}
		final[i] = kept
		kept++
		i += parts
	}
	return final, nil
}

// join makes one variable of the records of a very long text. Each but the
// last holds 255 bytes of it.
func (d *dictionary) join(first, parts, width int) error {
	if first+parts > len(d.variables) {
		return fault.New(fault.Invalid, "the text variable %s breaks off; save the file again in SPSS", d.file.text(d.variables[first].name))
	}
	v := &d.variables[first]
	left := width
	v.segments = nil
	for i := range parts {
		part := &d.variables[first+i]
		if part.width == 0 {
			return fault.New(fault.Invalid, "a part of the text variable %s is a number; save the file again in SPSS", d.file.text(v.name))
		}
		held := min(part.width, left)
		v.segments = append(v.segments, segment{offset: part.at, width: held})
		left -= held
	}
	v.width = width
	return nil
}

// makeVariables decodes the variables, and gives their indexes by short name
// in lower case.
func (d *dictionary) makeVariables(final []int) map[string]int {
	f := d.file
	byShort := map[string]int{}
	for i := range d.variables {
		if final[i] < 0 {
			continue
		}
		raw := &d.variables[i]
		v := Variable{
			Short: f.text(raw.name), Label: f.text(raw.label), Width: raw.width, Measure: raw.measure, segments: raw.segments,
			Format: Format{Type: FormatType(raw.format >> 16 & 0xff), Width: int(raw.format >> 8 & 0xff), Decimals: int(raw.format & 0xff)},
		}
		v.Name = v.Short
		v.Missing = d.missingOf(raw)
		if short := strings.ToLower(v.Short); short != "" {
			if _, taken := byShort[short]; !taken {
				byShort[short] = final[i]
			}
		}
		f.Variables = append(f.Variables, v)
	}
	return byShort
}

func (d *dictionary) missingOf(raw *rawVariable) Missing {
	m := Missing{HasRange: raw.missing.hasRange && raw.width == 0}
	if m.HasRange {
		m.Low, m.High = number(d.order, raw.missing.ends[0][:]), number(d.order, raw.missing.ends[1][:])
	}
	for _, b := range raw.missing.values {
		m.Values = append(m.Values, d.value(b, raw.width == 0))
	}
	return m
}

// value decodes a value of the dictionary.
func (d *dictionary) value(b []byte, numeric bool) Value {
	if numeric {
		return Value{Number: number(d.order, b)}
	}
	return Value{Text: d.file.text(b)}
}

// maxName is how many bytes a name may have, four times what SPSS allows.
const maxName = 256

// setNames gives variables their long names. One that is taken or too long
// leaves the variable its short name.
func (d *dictionary) setNames(byShort map[string]int) {
	taken := map[string]bool{}
	for short, long := range d.pairs(d.extension.names) {
		i, ok := byShort[strings.ToLower(short)]
		if lower := strings.ToLower(long); ok && long != "" && len(long) <= maxName && !taken[lower] {
			taken[lower] = true
			d.file.Variables[i].Name = long
		}
	}
}

// pairs reads "NAME=value" between tabs. Names and values are decoded.
func (d *dictionary) pairs(b []byte) func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		for part := range bytes.SplitSeq(b, []byte{'\t'}) {
			name, value, ok := bytes.Cut(bytes.Trim(part, "\x00"), []byte{'='})
			if ok && !yield(d.file.text(name), d.file.text(value)) {
				return
			}
		}
	}
}
