package intake

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// plan is how the rows of a sheet become responses: made once, used for every
// row.
type plan struct {
	questionnaire *questionnaire.Questionnaire
	columns       []*decoder // by column of the sheet; nil for those not taken in
	admin         []*decoder
	questions     []*questionPlan // in the order asked
	completed     *decoder        // the administrative column that tells the disposition, or nil
	id            *decoder        // the administrative column that identifies the respondent, or nil
	closing       []int           // indexes of the last questions that everybody is asked
	own           *own            // nil unless this program wrote the file
}

// questionPlan is the columns of one question.
type questionPlan struct {
	*questionnaire.Question
	main    *decoder
	ticks   []*decoder // in the order of options
	members []*decoder // of a multiple choice, each with one chosen option
	others  []*decoder // of the texts of "other"
	rows    []rowPlan  // of a matrix, in the order of rows
}

// rowPlan is the columns of one row of a matrix.
type rowPlan struct {
	row   *questionnaire.Row
	main  *decoder
	ticks []*decoder
}

// sampleRows is how many rows decide how cells are written, such as whether
// dates have the day first.
const sampleRows = 5000

func newPlan(ctx context.Context, s *sheet.Sheet, q *questionnaire.Questionnaire, report *ImportReport) (*plan, error) {
	p := &plan{questionnaire: q, columns: make([]*decoder, len(s.Columns)), own: findOwn(s)}
	if p.own != nil {
		if err := p.own.findCodes(ctx, s); err != nil {
			return nil, err
		}
	}
	p.match(s, report)
	if report.Matched == 0 {
		return nil, fault.New(fault.Invalid, "no column of %s belongs to a question of %s; its headers must be keys or wordings of the questionnaire, or aliases of its questions", s.Name, q.Title.Source())
	}
	p.group()
	p.reportColumns(s, report)
	if err := p.findDateOrders(ctx, s); err != nil {
		return nil, err
	}
	p.findClosing()
	return p, nil
}

// match finds what each column holds.
func (p *plan) match(s *sheet.Sheet, report *ImportReport) {
	m := newMatcher(p.questionnaire, s.Columns)
	for i := range s.Columns {
		c := &s.Columns[i]
		t, ok := m.find(c)
		if p.own != nil {
			t, ok = m.byName[strings.ToLower(c.Headers[0])]
			p.own.computed[i] = p.own.computed[i] || m.recodes[strings.ToLower(c.Headers[0])]
		}
		if !ok {
			continue
		}
		p.columns[i] = newDecoder(t, c, p.questionnaire.Languages)
		p.columns[i].own = p.own
		if t.question != nil {
			report.Matched++
		}
	}
}

// newDecoder makes the decoder of a column. Labels in the source language go
// before aliases, these before codes and labels in other languages.
func newDecoder(t target, c *sheet.Column, languages []string) *decoder {
	d := &decoder{target: t, index: c.Index, header: c.Sub, known: c.Known, memo: map[string]decoded{}}
	if t.question == nil {
		return d
	}
	d.labels = map[string]*questionnaire.Option{}
	add := func(text string, o *questionnaire.Option) {
		if n := label.Norm(text); n != "" && d.labels[n] == nil {
			d.labels[n] = o
		}
	}
	for _, o := range t.question.Options {
		add(wording(o.Text), o)
	}
	for _, o := range t.question.Options {
		for _, alias := range o.Aliases {
			add(alias, o)
		}
	}
	for _, o := range t.question.Options {
		add(o.Code, o)
	}
	for _, o := range t.question.Options {
		for _, language := range languages {
			add(literal(o.Text.In(language)), o)
		}
	}
	if t.question.Type.Countries {
		for name, code := range countryByName() {
			if o, ok := t.question.Option(code); ok {
				add(name, o)
			}
		}
	}
	return d
}

// group puts the columns of each question together.
func (p *plan) group() {
	byQuestion := map[*questionnaire.Question]*questionPlan{}
	for _, question := range p.questionnaire.Questions {
		qp := &questionPlan{Question: question}
		for _, row := range question.Rows {
			qp.rows = append(qp.rows, rowPlan{row: row})
		}
		byQuestion[question] = qp
		p.questions = append(p.questions, qp)
	}
	for _, d := range p.columns {
		switch {
		case d == nil:
		case d.admin != nil:
			p.addAdministrative(d)
		default:
			byQuestion[d.question].add(d)
		}
	}
	for _, qp := range p.questions {
		if len(qp.others) == 0 && qp.main != nil {
			qp.main.ownText = true
		}
		for _, ticks := range append([][]*decoder{qp.ticks}, qp.rowTicks()...) {
			slices.SortStableFunc(ticks, func(a, b *decoder) int { return cmp.Compare(a.option.Index, b.option.Index) })
		}
	}
}

func (p *plan) addAdministrative(d *decoder) {
	p.admin = append(p.admin, d)
	name := adminHeader(d.admin.Text.Source())
	key := adminHeader(d.admin.Name)
	switch {
	case p.completed == nil && (completedName.MatchString(name) || completedName.MatchString(key)):
		p.completed = d
	case p.id == nil && (idName.MatchString(name) || idName.MatchString(key)):
		p.id = d
	}
}

func (qp *questionPlan) add(d *decoder) {
	switch {
	case d.row != nil:
		i := d.row.Index
		if d.option != nil {
			qp.rows[i].ticks = append(qp.rows[i].ticks, d)
		} else {
			qp.rows[i].main = d
		}
	case d.option != nil && (d.option.Other || d.text):
		qp.others = append(qp.others, d)
	case d.option != nil:
		qp.ticks = append(qp.ticks, d)
	case d.member > 0:
		qp.members = append(qp.members, d)
	default:
		qp.main = d
	}
}

func (qp *questionPlan) rowTicks() [][]*decoder {
	var all [][]*decoder
	for i := range qp.rows {
		all = append(all, qp.rows[i].ticks)
	}
	return all
}

// answerable reports whether any column holds answers to the question.
func (qp *questionPlan) answerable() bool {
	return qp.main != nil || len(qp.members) > 0 || len(qp.ticks) > 0 || len(qp.others) > 0 ||
		slices.ContainsFunc(qp.rows, func(r rowPlan) bool { return r.main != nil || len(r.ticks) > 0 })
}

// findDateOrders reads the first rows to see how dates are written.
func (p *plan) findDateOrders(ctx context.Context, s *sheet.Sheet) error {
	var dates []*decoder
	for _, d := range p.columns {
		if d != nil && (d.admin != nil && d.admin.Administrative == questionnaire.AdministrativeDate ||
			d.question != nil && d.shape() == questionnaire.ShapeDate) {
			dates = append(dates, d)
		}
	}
	if len(dates) == 0 {
		return nil
	}
	n := 0
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return err
		}
		for _, d := range dates {
			if d.order == anyOrder && d.index < len(row.Cells) {
				d.order = orderOf(row.Cells[d.index : d.index+1])
			}
		}
		if n++; n == sampleRows {
			break
		}
	}
	return nil
}
