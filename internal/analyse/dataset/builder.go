package dataset

import (
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// Builder makes a dataset of responses, one at a time. It is not safe for
// concurrent use.
type Builder struct {
	dataset   *Dataset
	versions  map[string]*questionnaire.Questionnaire
	plans     map[string]*plan
	responses *table
	rosters   []*table
}

// plan says where one version of the questionnaire has the answers to each
// stored variable.
type plan struct {
	questionnaire *questionnaire.Questionnaire
	responses     []source
	rosters       []rosterPlan // in the order of Builder.rosters
}

// rosterPlan is the plan of a roster's items.
type rosterPlan struct {
	roster  *questionnaire.Question // in that version; nil if it did not have it
	sources []source
}

// source is where the values of a variable come from. The question is nil for
// administrative columns and for what the version did not have.
type source struct {
	variable *questionnaire.Variable
	own      *questionnaire.Variable // the version's; nil as question is
	question *questionnaire.Question
	offered  bool
}

// NewBuilder starts a dataset with the variables of q. Versions holds the
// other versions that responses may have answered, by their hash.
func NewBuilder(q *questionnaire.Questionnaire, versions map[string]*questionnaire.Questionnaire) *Builder {
	b := &Builder{
		dataset:   &Dataset{questionnaire: q, unit: UnitResponse, against: map[string][]int32{}},
		versions:  versions,
		plans:     map[string]*plan{},
		responses: newTable(q.Variables),
	}
	for _, question := range q.Questions {
		if question.Shape() == questionnaire.ShapeItems {
			roster := newTable(question.ItemVariables)
			roster.question, roster.against = question, map[string][]int32{}
			b.rosters = append(b.rosters, roster)
		}
	}
	return b
}

// Add adds a response as the next row. The response is not kept. An error
// names the variable, never the answer, and leaves the dataset as it was: the
// version is not at hand, or an answer is none of its variable.
func (b *Builder) Add(r *response.Response) error {
	p, err := b.plan(r.Version)
	if err != nil {
		return err
	}
	reading := newReading(p, r)
	if err := b.read(p, reading); err != nil {
		b.undo()
		return err
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
	for _, t := range b.rosters {
		for _, v := range t.contradicted {
			t.against[v.Name] = append(t.against[v.Name], v.row)
		}
		t.contradicted = t.contradicted[:0]
		t.kept = t.n
		t.starts = append(t.starts, int32(t.n))
	}
	if len(d.versions.values) > len(d.offered) {
		d.offered = append(d.offered, offeredOptions(d.questionnaire, p))
	}
	return nil
}

// read pushes the cells of a response and of the items of its rosters.
func (b *Builder) read(p *plan, r *reading) error {
	if err := b.responses.push(p.responses, r); err != nil {
		return err
	}
	for i, t := range b.rosters {
		roster := p.rosters[i].roster
		if roster == nil {
			continue
		}
		for _, item := range r.path.Items(roster) {
			inner := r.of(item)
			if err := t.push(p.rosters[i].sources, inner); err != nil {
				return err
			}
			for _, v := range inner.against {
				t.contradicted = append(t.contradicted, contradiction{v, int32(t.n - 1)})
			}
			t.index = append(t.index, int32(b.dataset.n))
		}
	}
	return nil
}

func (b *Builder) undo() {
	b.responses.truncate(b.dataset.n)
	for _, t := range b.rosters {
		t.truncate(t.kept)
		t.index, t.contradicted = t.index[:t.kept], t.contradicted[:0]
	}
}

// Dataset gives what was added. The Builder must not be used afterwards.
func (b *Builder) Dataset() (*Dataset, error) {
	d, err := assemble(b.dataset, b.responses.columns)
	if err != nil {
		return nil, err
	}
	for _, t := range b.rosters {
		child, err := assemble(&Dataset{
			questionnaire: d.questionnaire, unit: t.question.Key, roster: t.question,
			n: t.n, parent: d, against: t.against, index: t.index, starts: append([]int32{0}, t.starts...),
		}, t.columns)
		if err != nil {
			return nil, err
		}
		if d.children == nil {
			d.children = map[string]*Dataset{}
		}
		d.children[t.question.Key] = child
	}
	return d, nil
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
	p := &plan{questionnaire: q, responses: b.responses.sources(q)}
	for _, t := range b.rosters {
		roster := rosterPlan{sources: t.sources(q)}
		if own, ok := q.Question(t.question.Key); ok && own.Shape() == questionnaire.ShapeItems {
			roster.roster = own
		}
		p.rosters = append(p.rosters, roster)
	}
	b.plans[version] = p
	return p, nil
}

// offeredOptions tells of each variable that did not have all options in a
// version which it had.
func offeredOptions(q *questionnaire.Questionnaire, p *plan) map[string][]bool {
	offered := map[string][]bool{}
	variables := slices.Clone(q.Variables)
	for _, question := range q.Questions {
		variables = append(variables, question.ItemVariables...)
	}
	for _, v := range variables {
		own, ok := p.questionnaire.Variable(v.Name)
		has := make([]bool, len(v.Options))
		all := ok
		for i, o := range v.Options {
			if ok {
				option, known := own.Option(o.Code)
				has[i] = known && !option.NotOffered
			}
			all = all && has[i]
		}
		if !all {
			offered[v.Name] = has
		}
	}
	return offered
}
