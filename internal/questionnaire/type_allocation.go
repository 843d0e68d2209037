package questionnaire

const defaultTotal = 100

func typeAllocation() *Type {
	return &Type{
		Name:       "allocation",
		Doc:        "A number for each option, which add up to total: shares of 100, for example.",
		Shapes:     []Shape{ShapeShares},
		Base:       BaseValid,
		Properties: answering(listing("total", "unit", "decimals", "map")...),
		build: func(b *builder) {
			b.choices()
			b.noOther("ask for the text in a question of its own below")
			b.notExclusive("every option has its share")
			b.noScores("the number of an option is its score")
			b.total()
			b.q.shape = ShapeShares
			b.q.Unit = b.texts[b.id+"unit"]
			b.parts(b.places(0, 0))
			b.explain(b.def.Key, "is an allocation, whose parts are numbers; name a part, for example "+b.firstPart())
		},
	}
}

// total checks and sets what the parts add up to.
func (b *builder) total() {
	b.q.Total = defaultTotal
	if b.def.Total != nil && b.finite(b.path+".total", b.def.Total) {
		b.q.Total = *b.def.Total
		if b.q.Total <= 0 {
			b.fail(b.path+".total", "parts cannot add up to %v; write a number above 0, or remove the line for 100", b.q.Total)
		}
	}
}

func (b *builder) firstPart() string {
	for _, v := range b.q.Variables {
		return v.Name
	}
	return b.def.Key + "__option"
}
