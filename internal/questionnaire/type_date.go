package questionnaire

func typeDate() *Type {
	return &Type{
		Name:       "date",
		Doc:        "A day of the calendar, from earliest to latest.",
		Shapes:     []Shape{ShapeDate},
		Base:       BaseAnswered,
		Properties: answering("earliest", "latest"),
		build: func(b *builder) {
			earliest := b.date(b.path+".earliest", b.def.Earliest)
			latest := b.date(b.path+".latest", b.def.Latest)
			if !earliest.IsZero() && !latest.IsZero() && earliest.After(latest) {
				b.fail(b.path+".earliest", "the earliest date %s is after the latest, %s; swap them", b.def.Earliest, b.def.Latest)
			}
			b.q.Earliest, b.q.Latest = b.def.Earliest, b.def.Latest
			b.missingOnly()
			b.variable(b.def.Key, ShapeDate, b.q.Text)
		},
	}
}
