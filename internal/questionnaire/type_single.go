package questionnaire

func typeSingle() *Type {
	return &Type{
		Name:       "single",
		Doc:        "One option of a list.",
		Shapes:     []Shape{ShapeCode},
		Base:       BaseAnswered,
		Properties: categorical(listing("option_groups", "display", "default", "recodes")...),
		chooseOne:  true,
		column:     true,
		build: func(b *builder) {
			b.choices()
			b.notExclusive("of a single choice no two options are ever chosen together")
			b.variable(b.def.Key, ShapeCode, b.q.Text)
			b.otherTexts()
		},
	}
}
