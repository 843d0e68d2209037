package questionnaire

func typeRanking() *Type {
	return &Type{
		Name:       "ranking",
		Doc:        "Options in an order, the most preferred first: all of them, or the first max.",
		Shapes:     []Shape{ShapeRanks},
		Base:       BaseValid,
		Properties: answering(listing("min", "max", "map")...),
		build: func(b *builder) {
			b.choices()
			b.noOther("ask for the text in a question of its own below")
			b.noScores("the place of an option is its score")
			b.choiceLimits()
			b.missingExcludes()
			b.variable(b.def.Key, ShapeRanks, b.q.Text)
			b.parts(0)
		},
	}
}

// parts adds a number for each option that is no missing kind.
func (b *builder) parts(decimals int) {
	b.q.Decimals = decimals
	for _, o := range b.q.Options {
		if o.Missing == NotMissing {
			b.add(&Variable{
				Name: b.q.PartName(o), Shape: ShapeNumber, Text: joinTexts(b.q.Text, o.Text), Label: o.Text, Question: b.q, Part: o,
			})
		}
	}
}
