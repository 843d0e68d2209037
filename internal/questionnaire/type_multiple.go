package questionnaire

func typeMultiple() *Type {
	return &Type{
		Name:       "multiple",
		Doc:        "Any number of options of a list, or from min to max of them.",
		Shapes:     []Shape{ShapeCodes},
		Base:       BaseAnswered,
		Properties: categorical(listing("option_groups", "display", "default", "recodes", "min", "max")...),
		column:     true,
		build: func(b *builder) {
			b.choices()
			b.noScores("the mean of several choices has no meaning")
			b.choiceLimits()
			b.missingExcludes()
			b.variable(b.def.Key, ShapeCodes, b.q.Text)
			b.otherTexts()
		},
	}
}

// choiceLimits checks and sets how many options may be chosen.
func (b *builder) choiceLimits() {
	b.wholeLimits()
	lowest, highest := b.def.Min, b.def.Max
	if lowest != nil && *lowest < 0 {
		b.fail(b.path+".min", "nobody can choose %v options; write 1 or more, or remove the line", *lowest)
	}
	if highest != nil && *highest < 1 {
		b.fail(b.path+".max", "with at most %v options nobody could choose one; write 1 or more, or remove the line", *highest)
	}
	together := 0
	for _, o := range b.q.Options {
		if !o.Exclusive && o.Missing == NotMissing {
			together++
		}
	}
	for _, limit := range []struct {
		name  string
		value *float64
	}{{"min", lowest}, {"max", highest}} {
		if limit.value != nil && *limit.value > float64(max(together, 1)) && len(b.q.Options) > 0 {
			b.fail(b.path+"."+limit.name, "“%s” is %v, but only %d options can be chosen together; write at most %d", limit.name, *limit.value, together, together)
		}
	}
}

// missingExcludes makes every missing kind exclusive: nobody both answers and
// does not know.
func (b *builder) missingExcludes() {
	for _, o := range b.q.Options {
		o.Exclusive = o.Exclusive || o.Missing != NotMissing
	}
}
