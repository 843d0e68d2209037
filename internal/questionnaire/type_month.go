package questionnaire

// MonthOnly is how a month is written: as time.DateOnly, without the day.
const MonthOnly = "2006-01"

func typeMonth() *Type {
	return &Type{
		Name:       "month",
		Doc:        "A month of a year, from earliest to latest.",
		Shapes:     []Shape{ShapeMonth},
		Base:       BaseAnswered,
		Properties: answering("default", "earliest", "latest"),
		column:     true,
		build: func(b *builder) {
			b.period(MonthOnly, "is no month; write one as YYYY-MM, for example 2026-05")
			b.missingOnly()
			b.variable(b.def.Key, ShapeMonth, b.q.Text)
		},
	}
}
