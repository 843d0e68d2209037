package diff

import (
	"fmt"
	"slices"

	"barometer/internal/questionnaire"
)

// judge holds what the new edition declares against what is proposed, and lists
// the trends that end.
func (c *comparer) judge() {
	proposals := map[string]Proposal{}
	for _, p := range c.report.Proposals {
		proposals[p.Question] = p
	}
	for _, p := range c.matched.pairs {
		if proposal, ok := proposals[p.new.Key]; ok {
			c.judgeQuestion(p, proposal)
		}
	}
	c.judgeRetired()
	c.judgeEdition()
}

// judgeRetired finds questions that are gone and not listed as retired.
func (c *comparer) judgeRetired() {
	for _, change := range c.report.Changes {
		listed := slices.ContainsFunc(c.new.def.Retired, func(r questionnaire.RetiredDef) bool { return r.Key == change.Question })
		if change.What == QuestionRetired && !listed {
			c.find(Finding{Path: "retired", Question: change.Question, Proposed: questionnaire.Retired,
				Message: fmt.Sprintf("question “%s” is no longer asked; list it under “retired”, or name it in the “from” of what continues it", change.Question)})
		}
	}
}

// judgeEdition finds changes of the whole edition that its note keeps silent
// about.
func (c *comparer) judgeEdition() {
	var parts []string
	for _, change := range c.report.Changes {
		if change.Question == "" && change.Class == questionnaire.Note {
			parts = append(parts, change.Part)
		}
	}
	if len(parts) > 0 && c.new.def.Note == "" {
		c.find(Finding{Path: "note", Declared: questionnaire.Same, Proposed: questionnaire.Note,
			Message: fmt.Sprintf("the edition has no note, but %s changed; say under “note” what a reader of the trends must know", quoted(parts))})
	}
}

func (c *comparer) find(f Finding) { c.report.Findings = append(c.report.Findings, f) }

// judgeQuestion holds one question's declarations against a proposal.
func (c *comparer) judgeQuestion(p *pair, proposal Proposal) {
	q := p.new
	declared := orSame(q.Comparability)
	if message := c.disagreement(q.Comparability, proposal); message != "" {
		c.find(Finding{Path: q.path + ".comparability", Question: q.Key, Declared: declared, Proposed: proposal.Class, Message: message})
	}
	if len(proposal.From) > 0 && len(q.From) == 0 {
		c.find(Finding{Path: q.path, Question: q.Key, Declared: declared, Proposed: proposal.Class,
			Message: fmt.Sprintf("“%s” seems to continue %s of %s; confirm it with from: %s", q.Key, quoted(proposal.From), proposal.Since, list(proposal.From))})
	}
	for _, m := range proposal.Map {
		if !declaresMap(q.Map, m) {
			c.find(Finding{Path: q.path, Question: q.Key, Declared: declared, Proposed: proposal.Class,
				Message: fmt.Sprintf("what %s offered as %s is now %s, it seems; confirm it with map: [{old: %s, new: %s}]", proposal.Since, quoted(m.Old), quoted(m.New), list(m.Old), list(m.New))})
		}
	}
	if proposal.Since != "" {
		c.judgeChoices(q, q.options, proposal.Options, "option")
		c.judgeChoices(q, q.rows, proposal.Rows, "row")
	}
	c.breaks(q, proposal)
}

// disagreement says why a declared class does not go with the proposed one, ""
// if it does. Who declares more than was found may know more.
func (c *comparer) disagreement(declared questionnaire.Comparability, p Proposal) string {
	is := orSame(declared)
	switch {
	case p.Class == questionnaire.New && is != questionnaire.New:
		return fmt.Sprintf("declared %s, but no edition before asked it; write comparability: new, or name what it continues with “from”", is)
	case p.Class != questionnaire.New && is == questionnaire.New:
		return fmt.Sprintf("declared new, but %s asked it; write comparability: %s, or give it another key", p.Since, p.Class)
	case severity(is) < severity(p.Class):
		return fmt.Sprintf("declared %s, but %s is proposed. %s", is, p.Class, p.Note)
	}
	return ""
}

// judgeChoices holds the classes of options, or of rows, against the proposed.
func (c *comparer) judgeChoices(q *question, choices []choice, proposed map[string]questionnaire.Comparability, word string) {
	for _, o := range choices {
		want, declared := orSame(proposed[o.code]), orSame(o.comparability)
		agrees := want == declared || severity(declared) >= severity(want) && want != questionnaire.New && declared != questionnaire.New ||
			want == questionnaire.Note && severity(orSame(q.Comparability)) > 0 && declared == questionnaire.Same // the question's note says it
		if !agrees {
			c.find(Finding{Path: o.path, Question: q.Key, Part: o.code, Declared: declared, Proposed: want,
				Message: fmt.Sprintf("%s “%s” is declared %s, but %s is proposed; write comparability: %s, if that is right", word, o.code, declared, want, want)})
		}
	}
}

func declaresMap(declared []questionnaire.MapDef, m questionnaire.MapDef) bool {
	return slices.ContainsFunc(declared, func(d questionnaire.MapDef) bool {
		return sameCodes(d.Old, m.Old) && sameCodes(d.New, m.New)
	})
}

func sameCodes(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// breaks lists the trends of a question that end: declared so, or proposed and
// nothing declared.
func (c *comparer) breaks(q *question, p Proposal) {
	add := func(part string, declared, proposed questionnaire.Comparability, reason string) {
		if declared == questionnaire.Break || declared == "" && proposed == questionnaire.Break {
			c.report.Breaks = append(c.report.Breaks, Break{Question: q.Key, Part: part, Since: p.Since, Declared: declared != "", Reason: reason})
		}
	}
	if p.Since == "" {
		return
	}
	reason := q.Note
	if reason == "" {
		reason = p.Note
	}
	before := len(c.report.Breaks)
	add("", q.Comparability, p.Class, reason)
	if len(c.report.Breaks) > before {
		return // with the question end those of its options
	}
	for _, o := range q.options {
		add(o.code, o.comparability, p.Options[o.code], "the option is another")
	}
	for _, r := range q.rows {
		add(r.code, r.comparability, p.Rows[r.code], "the row is another")
	}
}
