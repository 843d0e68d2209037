package report

import (
	"slices"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// method gathers what a reader must know to judge the figures: what the
// institute declares, then what follows from the data.
func (b *builder) method() Method {
	return Method{Title: b.Text("report.part.method"), Groups: slices.DeleteFunc([]FactGroup{
		{Title: b.Text("report.method.survey"), Facts: b.declared()},
		{Title: b.Text("report.method.responses"), Facts: b.responses()},
		{Title: b.Text("report.method.figures"), Facts: b.figures()},
		{Title: b.Text("report.method.trend"), Facts: b.history()},
	}, func(g FactGroup) bool { return len(g.Facts) == 0 })}
}

// declared are the disclosure items. One that the institute left empty is
// printed as missing: a reader must see that it was not said.
func (b *builder) declared() []Fact {
	m := b.q.Method
	items := []struct {
		key  string
		text questionnaire.Text
	}{
		{"sponsor", m.Sponsor}, {"conductor", m.Conductor}, {"population", m.Population},
		{"sampling", m.Sampling}, {"mode", m.Mode}, {"weighting", m.Weighting}, {"limits", m.Limits},
	}
	var facts []Fact
	for _, item := range items {
		text := wording.Plain(b.Of(item.text))
		if text == "" && item.key == "weighting" {
			continue // the figures' own paragraph says it
		}
		if text == "" {
			text = b.Text("report.method.missing")
		}
		b.fact(&facts, "report.method."+item.key, text)
	}
	return facts
}

// responses says how many came in, and how many of them count.
func (b *builder) responses() []Fact {
	e := b.in.Edition
	var facts []Fact
	b.fact(&facts, "report.fact.field", b.fieldPeriod())
	b.number(&facts, "report.method.invited", e.Invited)
	b.number(&facts, "report.method.received", e.Received())
	b.number(&facts, "report.method.complete", e.Complete)
	b.number(&facts, "report.method.partial", e.Partial)
	b.number(&facts, "report.method.screened_out", e.ScreenedOut)
	b.number(&facts, "report.method.refused", e.Refused)
	b.fact(&facts, "report.fact.population", b.population())
	if n, ok := b.counted(); ok {
		b.number(&facts, "report.method.counted", n)
		b.number(&facts, "report.method.not_in_population", e.Received()-n)
	}
	if len(b.in.Tables) > 0 {
		b.fact(&facts, "report.method.filter", b.in.Tables[0].Filter())
	}
	b.fact(&facts, "report.method.version", b.q.Version[:min(12, len(b.q.Version))])
	return facts
}

// figures explains the numbers of the tables that are there.
func (b *builder) figures() []Fact {
	var facts []Fact
	all := b.all()
	if len(all) == 0 {
		return nil
	}
	b.fact(&facts, "report.method.bases", b.Text("report.method.bases_text", "bases", b.bases(all)))
	b.fact(&facts, "report.method.interval", b.intervals(all[0]))
	b.fact(&facts, "report.method.weighting", b.weighting(all[0]))
	if slices.ContainsFunc(all, func(v *disclose.Published) bool { return v.Stub().Multiple }) {
		b.fact(&facts, "report.method.multiple", b.Text("report.method.multiple_text"))
	}
	b.fact(&facts, "report.method.small", b.Text("report.method.small_text", "least", tabulate.LeastBase))
	if b.hides() {
		b.fact(&facts, "report.method.protection", b.Text("report.suppressed"))
	}
	b.number(&facts, "report.method.against", b.againstRouting())
	if !b.q.RoutingKnown() {
		b.fact(&facts, "report.method.routing", b.Text("report.method.routing_unknown"))
	}
	b.fact(&facts, "report.method.open", b.Text(b.withData("report.method.open_text")))
	return facts
}

// bases lists those that the tables use, the widest first.
func (b *builder) bases(all []*disclose.Published) string {
	var used []string
	for _, base := range questionnaire.Bases() {
		if slices.ContainsFunc(all, func(v *disclose.Published) bool { return v.Base() == base }) {
			used = append(used, b.Base(base))
		}
	}
	return strings.Join(used, "; ") + "."
}

// withData is the key of a text, or of its variant where sheets of responses
// follow.
func (b *builder) withData(key string) string {
	if b.in.Data {
		return key + "_data"
	}
	return key
}

func (b *builder) intervals(v *disclose.Published) string {
	level := b.Level(v.Level())
	if key := "report.method.interval_" + v.Interval(); b.Has(key) {
		return b.Text(key, "level", level)
	}
	return b.Text("report.method.interval_other", "level", level, "method", v.Interval())
}

func (b *builder) weighting(v *disclose.Published) string {
	if v.Weight() == "" {
		return b.Text("report.method.unweighted")
	}
	return b.Text("report.method.weighted", "weight", v.Weight())
}

// againstRouting adds up the answers that the routing says were not asked for.
func (b *builder) againstRouting() int {
	sum := 0
	for _, v := range b.in.Tables {
		for _, w := range v.Warnings() {
			if n, ok := w.Params["n"].(int); ok && b.isOwn(v) && w.Code == tabulate.WarnAgainstRouting {
				sum += n
			}
		}
	}
	return sum
}

// history says how the edition compares with earlier ones.
func (b *builder) history() []Fact {
	var facts []Fact
	b.fact(&facts, "report.method.edition_note", wording.Plain(b.Of(b.q.Note)))
	for _, r := range b.q.Definition.Retired {
		b.fact(&facts, "report.method.retired", strings.TrimSuffix(r.Key+": "+wording.Plain(r.Note), ": "))
	}
	return facts
}
