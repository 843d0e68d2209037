package intake

import (
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// addAliases records the names that other programs gave to the variables of a
// question.
func (m *matcher) addAliases(q *questionnaire.Question) {
	add := func(aliases []string, t target) {
		for _, alias := range aliases {
			if name := strings.ToLower(alias); m.byAlias[name].question == nil {
				m.byAlias[name] = t
			}
		}
	}
	add(q.Aliases, target{question: q})
	for _, r := range q.Rows {
		add(r.Aliases, target{question: q, row: r})
	}
	if q.Shape() == questionnaire.ShapeCodes && len(q.Rows) == 0 {
		for _, o := range q.Options {
			add(o.Aliases, target{question: q, option: o})
		}
	}
}

// known are the targets that a variable of a file with names and labels can
// have, the surest first: by its name, then by its label.
func (m *matcher) known(name string, c *sheet.Column) []target {
	lower := strings.ToLower(name)
	var found []target
	if t, ok := m.byAlias[lower]; ok {
		found = append(found, t)
	}
	if t, ok := m.byName[lower]; ok {
		found = append(found, t)
	}
	if t, ok := m.item(name); ok {
		found = append(found, t)
	}
	if v, ok := m.admins[label.Wording(c.Question)]; ok {
		found = append(found, target{admin: v})
	}
	if joined := joinHeader(label.Header(c.Question), c); joined != label.Header(c.Question) {
		found = append(found, m.under(joined, "", "", c)...)
	}
	found = append(found, m.under(c.Question, c.Row, c.Sub, c)...)
	for i, t := range found {
		if q := t.question; q != nil && t.option == nil && len(q.Rows) == 0 && q.Shape() == questionnaire.ShapeCodes {
			found[i].member = c.Index + 1
		}
	}
	return found
}

// readKnown reads a cell by what the file tells of it; ok is false where it is
// to be read like that of a mere table. Labels go before codes, since another
// questionnaire may give the same code to another option.
func (d *decoder) readKnown(cell string) (_ decoded, ok bool) {
	text, labelled := d.known.Label(cell)
	switch {
	case d.admin != nil:
		return d.readKnownAdministrative(cell, text)
	case d.text:
		return decoded{}, drops(d.known, cell)
	case d.currency:
		return decoded{}, false
	case d.option != nil && !d.isPart():
		return d.readKnownTick(cell, text)
	}
	if labelled {
		if o, ok := d.labels[label.Norm(text)]; ok {
			if result, ok := d.chosen(o); ok {
				return result, true
			}
		}
	}
	kind := questionnaire.NotMissing
	if labelled {
		kind = label.Missing(text)
	}
	if !d.known.Missing(cell) && kind == questionnaire.NotMissing {
		return decoded{}, false
	}
	if o, ok := d.labels[label.Norm(cell)]; ok {
		if result, ok := d.chosen(o); ok {
			return result, true
		}
	}
	i := slices.IndexFunc(d.asked().Options, func(o *questionnaire.Option) bool { return o.Missing == kind })
	if kind != questionnaire.NotMissing && i >= 0 {
		return d.chosen(d.asked().Options[i])
	}
	return decoded{}, d.known.Missing(cell)
}

// chosen is an option as the answer to the question; ok is false where only a
// missing kind can be.
func (d *decoder) chosen(o *questionnaire.Option) (_ decoded, ok bool) {
	if d.place > 0 {
		return choice(o), true
	}
	switch d.shape() {
	case questionnaire.ShapeCode:
		return choice(o), true
	case questionnaire.ShapeCodes:
		return decoded{list: []*questionnaire.Option{o}}, true
	}
	return choice(o), o.Missing != questionnaire.NotMissing
}

// readKnownAdministrative writes the label of a value in an administrative
// column of texts.
func (d *decoder) readKnownAdministrative(cell, text string) (_ decoded, ok bool) {
	switch {
	case d.admin.Administrative == questionnaire.AdministrativeText && text != "":
		return decoded{text: text}, true
	default:
		return decoded{}, d.known.Missing(cell)
	}
}

// readKnownTick reads the column of one option.
func (d *decoder) readKnownTick(cell, text string) (_ decoded, ok bool) {
	n := label.Norm(text)
	switch set := d.known.Set; {
	case set != nil && set.Counted == cell || text != "" && set == nil && label.IsTick(n):
		return decoded{option: d.option}, true
	case set != nil && set.Counted != "" || d.known.Missing(cell) || label.IsUntick(n):
		return decoded{}, true
	}
	return decoded{}, false
}
