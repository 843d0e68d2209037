package sav

// setLabels gives variables their value labels. Those of a set share them.
func (d *dictionary) setLabels(final []int) {
	for _, set := range d.labelSets {
		var shared [2][]ValueLabel // of texts, of numbers
		for _, i := range set.variables {
			if final[i] < 0 {
				continue
			}
			v := &d.file.Variables[final[i]]
			kind := 0
			if v.Numeric() {
				kind = 1
			}
			if shared[kind] == nil {
				shared[kind] = d.decodeLabels(set, v.Numeric())
			}
			v.Labels = shared[kind]
		}
	}
}

func (d *dictionary) decodeLabels(set labelSet, numeric bool) []ValueLabel {
	labels := make([]ValueLabel, len(set.values))
	for i := range labels {
		labels[i] = ValueLabel{Value: d.value(set.values[i], numeric), Label: d.file.text(set.labels[i])}
	}
	return labels
}

// setLongLabels reads value labels of texts of more than eight bytes.
func (d *dictionary) setLongLabels(byName map[string]int) {
	for _, b := range d.extension.labels {
		c := &cursor{d: d, b: b, ok: true}
		for c.ok && len(c.b) > 0 {
			i := d.file.find(byName, d.file.text(c.counted()))
			c.int() // the width, known already
			var labels []ValueLabel
			for range c.int() {
				value, text := c.counted(), c.counted()
				if !c.ok {
					break
				}
				labels = append(labels, ValueLabel{Value: Value{Text: d.file.text(value)}, Label: d.file.text(text)})
			}
			if i >= 0 && !d.file.Variables[i].Numeric() {
				d.file.Variables[i].Labels = labels
			}
		}
	}
}

// setLongMissing reads missing values of texts of more than eight bytes.
func (d *dictionary) setLongMissing(byName map[string]int) {
	for _, b := range d.extension.missing {
		c := &cursor{d: d, b: b, ok: true}
		for c.ok && len(c.b) > 0 {
			i := d.file.find(byName, d.file.text(c.counted()))
			n := c.take(1)
			width := c.int()
			if !c.ok || n[0] > maxMissing {
				break
			}
			var m Missing
			for range n[0] {
				m.Values = append(m.Values, Value{Text: d.file.text(c.take(width))})
			}
			if c.ok && i >= 0 && !d.file.Variables[i].Numeric() {
				d.file.Variables[i].Missing = m
			}
		}
	}
}
