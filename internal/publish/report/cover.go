package report

import (
	"slices"
	"strings"

	"barometer/internal/locale"
	"barometer/internal/publish/wording"
)

// cover states what the report is of.
func (b *builder) cover() Cover {
	d := b.q.Definition
	c := Cover{
		Title: b.Text("report.part.cover"), Institute: wording.Plain(d.Institute),
		Heading: b.Of(b.q.Title), Subtitle: b.Text("report.subtitle", "edition", d.Edition),
	}
	if n, ok := b.counted(); ok {
		c.Facts = append(c.Facts, Fact{Label: b.Text("report.fact.responses"), Number: &n})
	}
	b.fact(&c.Facts, "report.fact.population", b.population())
	b.fact(&c.Facts, "report.fact.field", b.fieldPeriod())
	b.fact(&c.Facts, "report.fact.languages", b.languages())
	questions := len(b.numbers)
	c.Facts = append(c.Facts, Fact{Label: b.Text("report.fact.questions"), Number: &questions})
	b.fact(&c.Facts, "report.fact.confidentiality", b.Text("report.confidentiality."+string(d.Confidentiality)))
	if !b.in.Produced.IsZero() {
		b.fact(&c.Facts, "report.fact.produced", b.Date(b.in.Produced))
	}
	if b.hides() {
		c.Notes = append(c.Notes, b.Text("report.suppressed"))
	}
	if b.in.Data {
		c.Notes = append(c.Notes, b.Text("report.data"))
	}
	return c
}

// fact adds a labelled text unless it is empty.
func (b *builder) fact(facts *[]Fact, key, text string) {
	if text != "" {
		*facts = append(*facts, Fact{Label: b.Text(key), Text: text})
	}
}

// number adds a labelled count unless it is 0.
func (b *builder) number(facts *[]Fact, key string, n int) {
	if n > 0 {
		*facts = append(*facts, Fact{Label: b.Text(key), Number: &n})
	}
}

// counted is the number of responses of the population; false where it is
// hidden or there is no table.
func (b *builder) counted() (int, bool) {
	for _, v := range b.in.Tables {
		if total := v.Columns()[0]; !total.MembersSuppressed {
			return total.Members, true
		}
	}
	return 0, false
}

func (b *builder) population() string {
	if len(b.in.Tables) == 0 {
		return ""
	}
	return b.Population(b.in.Tables[0].Population())
}

func (b *builder) fieldPeriod() string {
	e := b.in.Edition
	switch {
	case !e.Opened.IsZero() && !e.Closed.IsZero():
		return b.Text("report.fact.period", "from", b.Date(e.Opened), "to", b.Date(e.Closed))
	case !e.Opened.IsZero():
		return b.Date(e.Opened) + " –"
	}
	return ""
}

func (b *builder) languages() string {
	names := make([]string, len(b.q.Languages))
	for i, tag := range b.q.Languages {
		names[i] = locale.LanguageName(tag)
	}
	return strings.Join(names, ", ")
}

// hides reports whether any value of the document is hidden.
func (b *builder) hides() bool { return slices.ContainsFunc(b.all(), wording.Hides) }
