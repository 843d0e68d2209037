package dataset

import (
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// Builder makes a dataset of responses, one at a time. It is not safe for
// concurrent use.
type Builder struct {
	dataset  *Dataset
	versions map[string]*questionnaire.Questionnaire
	plans    map[string]*plan
	columns  []*Column                 // of the stored variables, in the order of plan.sources
	codes    []map[string]int          // by variable index: option by code
	others   [][]*questionnaire.Option // by variable index: options with a text
}

// plan says where one version of the questionnaire has the answers to each
// stored variable.
type plan struct {
	questionnaire *questionnaire.Questionnaire
	sources       []source
}

// source is where the values of a variable come from. The question is nil for
// administrative columns and for what the version did not have.
type source struct {
	variable *questionnaire.Variable
	question *questionnaire.Question
	offered  bool
}

// NewBuilder starts a dataset with the variables of q. Versions holds the
// other versions that responses may have answered, by their hash.
func NewBuilder(q *questionnaire.Questionnaire, versions map[string]*questionnaire.Questionnaire) *Builder {
	b := &Builder{
		dataset:  &Dataset{questionnaire: q, unit: UnitResponse, against: map[string][]int32{}},
		versions: versions,
		plans:    map[string]*plan{},
		codes:    make([]map[string]int, len(q.Variables)),
		others:   make([][]*questionnaire.Option, len(q.Variables)),
	}
	for _, v := range q.Variables {
		if v.Recode == nil && v.Shape != questionnaire.ShapeNone && v.Shape != questionnaire.ShapeItems {
			b.addColumn(v)
		}
	}
	return b
}

func (b *Builder) addColumn(v *questionnaire.Variable) {
	b.columns = append(b.columns, newColumn(v))
	codes := make(map[string]int, len(v.Options))
	for _, o := range v.Options {
		codes[o.Code] = o.Index
		if o.Other && v.Row == nil {
			b.others[v.Index] = append(b.others[v.Index], o)
		}
	}
	b.codes[v.Index] = codes
}

// Add adds a response as the next row. The response is not kept. An error
// names the variable, never the answer, and leaves the dataset as it was: the
// version is not at hand, or an answer is none of its variable.
func (b *Builder) Add(r *response.Response) error {
	p, err := b.plan(r.Version)
	if err != nil {
		return err
	}
	reading := newReading(b, p, r)
	for i, s := range p.sources {
		x, err := reading.cell(s)
		if err != nil {
			b.undo()
			return err
		}
		b.columns[i].push(x)
	}
	d := b.dataset
	for _, v := range reading.against {
		d.against[v.Name] = append(d.against[v.Name], int32(d.n))
	}
	d.n++
	d.ids = append(d.ids, r.ID)
	d.versions.push(p.questionnaire.Version)
	d.languages.push(r.Language)
	d.sources.push(string(r.Source))
	d.dispositions.push(string(r.Disposition))
	d.dates.push(r.Context.Date)
	if len(d.versions.values) > len(d.offered) {
		d.offered = append(d.offered, offeredOptions(d.questionnaire, p))
	}
	return nil
}

func (b *Builder) undo() {
	for _, c := range b.columns {
		c.truncate(b.dataset.n)
	}
}

// Dataset gives what was added. The Builder must not be used afterwards.
func (b *Builder) Dataset() (*Dataset, error) {
	return assemble(b.dataset, b.columns)
}

// plan finds or makes the plan of a version; the empty version is that of the
// dataset.
func (b *Builder) plan(version string) (*plan, error) {
	if p, ok := b.plans[version]; ok {
		return p, nil
	}
	q := b.dataset.questionnaire
	if version != "" && version != q.Version {
		var ok bool
		if q, ok = b.versions[version]; !ok {
			return nil, fault.New(fault.NotFound, "a response answered version %.12s of the questionnaire, which is not at hand; load all versions of the edition", version)
		}
	}
	p := &plan{questionnaire: q}
	for _, c := range b.columns {
		p.sources = append(p.sources, sourceIn(q, c.variable))
	}
	b.plans[version] = p
	return p, nil
}

// sourceIn finds a variable of the dataset in one version.
func sourceIn(q *questionnaire.Questionnaire, v *questionnaire.Variable) source {
	s := source{variable: v}
	if v.Question == nil {
		s.offered = true
		return s
	}
	own, ok := q.Variable(v.Name)
	if ok && own.Question != nil && own.Recode == nil && own.Shape == v.Shape {
		s.question, s.offered = own.Question, true
	}
	return s
}

// offeredOptions tells by variable index which options a version has; nil where
// it has all.
func offeredOptions(q *questionnaire.Questionnaire, p *plan) [][]bool {
	offered := make([][]bool, len(q.Variables))
	if p.questionnaire == q {
		return offered
	}
	for _, v := range q.Variables {
		own, ok := p.questionnaire.Variable(v.Name)
		has := make([]bool, len(v.Options))
		all := ok
		for i, o := range v.Options {
			if ok {
				_, has[i] = own.Option(o.Code)
			}
			all = all && has[i]
		}
		if !all {
			offered[v.Index] = has
		}
	}
	return offered
}
