package diff

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// propose gathers for every question what its changes amount to.
func (c *comparer) propose() {
	for _, p := range c.matched.pairs {
		if !p.new.takes("comparability") {
			continue // nobody answers it
		}
		proposal := Proposal{Question: p.new.Key, Class: questionnaire.New}
		if len(p.old) > 0 {
			proposal.Class, proposal.Since = questionnaire.Same, p.since.def.Edition
		}
		if len(p.old) > 1 || len(p.old) == 1 && p.old[0].Key != p.new.Key {
			for _, old := range p.old {
				proposal.From = append(proposal.From, old.Key)
			}
		}
		proposal.Map = c.maps(p)
		var remarks []string
		for _, change := range c.report.Changes {
			if change.Question != p.new.Key || change.What == QuestionAdded || change.What == QuestionRetired {
				continue
			}
			proposal.take(change)
			if severity(change.Trend) > 0 {
				remarks = append(remarks, change.remark(c.report.New))
			}
		}
		proposal.Note = strings.Join(slices.Compact(remarks), " ")
		c.report.Proposals = append(c.report.Proposals, proposal)
	}
}

// take adds what one change means.
func (p *Proposal) take(change Change) {
	if p.Class != questionnaire.New {
		p.Class = worse(p.Class, change.Trend)
	}
	part := map[Kind]*map[string]questionnaire.Comparability{
		OptionAdded: &p.Options, OptionOffered: &p.Options, OptionRenamed: &p.Options, OptionReworded: &p.Options, OptionBase: &p.Options,
		OptionChanged: &p.Options, OptionSplit: &p.Options, OptionMerged: &p.Options,
		RowAdded: &p.Rows, RowOffered: &p.Rows, RowRenamed: &p.Rows, RowReworded: &p.Rows, RowBase: &p.Rows, RowChanged: &p.Rows,
		RowSplit: &p.Rows, RowMerged: &p.Rows,
	}[change.What]
	if part == nil || change.Class == questionnaire.Same {
		return
	}
	codes := change.New
	if len(codes) == 0 || change.What == OptionChanged || change.What == OptionBase || change.What == RowChanged || change.What == RowBase {
		codes = []string{change.Part}
	}
	if *part == nil {
		*part = map[string]questionnaire.Comparability{}
	}
	for _, code := range codes {
		class := change.Class
		if had, ok := (*part)[code]; ok && class != questionnaire.New {
			class = worse(had, class)
		}
		(*part)[code] = class
	}
}

// maps lists how codes became others: all that are not one code that stayed.
func (c *comparer) maps(p *pair) []questionnaire.MapDef {
	var maps []questionnaire.MapDef
	if len(p.new.Columns) > 0 {
		return nil // what belongs to rows of such a matrix is not mapped
	}
	for k, old := range p.old {
		for _, list := range []struct {
			old, new  []choice
			relations []relation
		}{{old.options, p.new.options, c.options[p][k]}, {old.rows, p.new.rows, c.rows[p][k]}} {
			for _, x := range list.relations {
				m := questionnaire.MapDef{}
				if len(p.old) > 1 {
					m.Question = old.Key
				}
				for _, i := range x.old {
					m.Old = append(m.Old, list.old[i].code)
				}
				for _, j := range x.new {
					m.New = append(m.New, list.new[j].code)
				}
				if !slices.Equal(m.Old, m.New) {
					maps = append(maps, m)
				}
			}
		}
	}
	return maps
}

// Propose is a copy of a new edition's definition with the comparability filled
// in where its author declared none: classes of questions, options and rows,
// notes, maps, from, and the list of retired questions. What is declared stays.
// The other arguments are those of Compare. The result is for a person to read.
func Propose(last, new *questionnaire.Definition, earlier ...*questionnaire.Definition) *questionnaire.Definition {
	report := Compare(last, new, earlier...)
	d := clone(new)
	proposals := map[string]Proposal{}
	for _, p := range report.Proposals {
		proposals[p.Question] = p
	}
	eachQuestion(d, func(q *questionnaire.QuestionDef) {
		p := proposals[q.Key]
		p.fill(q)
		for i := range d.Lists {
			if d.Lists[i].Key == q.List {
				p.fillOptions(d.Lists[i].Options)
			}
		}
	})
	for _, change := range report.Changes {
		listed := slices.ContainsFunc(d.Retired, func(r questionnaire.RetiredDef) bool { return r.Key == change.Question })
		if change.What == QuestionRetired && !listed {
			d.Retired = append(d.Retired, questionnaire.RetiredDef{Key: change.Question})
		}
	}
	return d
}

// fill writes a proposal into a question, where nothing is declared.
func (p Proposal) fill(q *questionnaire.QuestionDef) {
	if q.Comparability == "" && p.Class != questionnaire.Same {
		q.Comparability = p.Class
		if q.Note == "" {
			q.Note = p.Note
		}
	}
	if len(q.From) == 0 {
		q.From = p.From
	}
	if len(q.Map) == 0 {
		q.Map = p.Map
	}
	p.fillOptions(q.Options)
	for i := range q.Rows {
		fillClass(&q.Rows[i].Comparability, p.Rows[q.Rows[i].Code])
	}
}

// fillOptions writes the classes into options of the question, or of the list
// that it takes.
func (p Proposal) fillOptions(options []questionnaire.OptionDef) {
	for i := range options {
		fillClass(&options[i].Comparability, p.Options[options[i].Code])
	}
}

func fillClass(declared *questionnaire.Comparability, proposed questionnaire.Comparability) {
	if *declared == "" && proposed != questionnaire.Same {
		*declared = proposed
	}
}

// eachQuestion calls do for every question of a definition, those inside
// rosters included.
func eachQuestion(d *questionnaire.Definition, do func(q *questionnaire.QuestionDef)) {
	var walk func(list []questionnaire.QuestionDef)
	walk = func(list []questionnaire.QuestionDef) {
		for i := range list {
			do(&list[i])
			walk(list[i].Questions)
		}
	}
	for i := range d.Sections {
		walk(d.Sections[i].Questions)
	}
}
