package questionnaire

import "time"

func typeDate() *Type {
	return &Type{
		Name:       "date",
		Doc:        "A day of the calendar, from earliest to latest.",
		Shapes:     []Shape{ShapeDate},
		Base:       BaseAnswered,
		Properties: answering("default", "earliest", "latest"),
		column:     true,
		build: func(b *builder) {
			b.period(time.DateOnly, "is no date; write a day that exists as YYYY-MM-DD, for example 2026-05-01")
			b.missingOnly()
			b.variable(b.def.Key, ShapeDate, b.q.Text)
		},
	}
}

// period checks and sets earliest and latest.
func (b *builder) period(layout, remedy string) {
	earliest := b.date(b.path+".earliest", b.def.Earliest, layout, remedy)
	latest := b.date(b.path+".latest", b.def.Latest, layout, remedy)
	if !earliest.IsZero() && !latest.IsZero() && earliest.After(latest) {
		b.fail(b.path+".earliest", "the earliest date %s is after the latest, %s; swap them", b.def.Earliest, b.def.Latest)
	}
	b.q.Earliest, b.q.Latest = b.def.Earliest, b.def.Latest
}

// date reads a day or a month. An absent one and one that is reported are zero.
func (c *compiler) date(path, s, layout, remedy string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		c.fail(path, "“%s” %s", clip(s), remedy)
	}
	return t
}
