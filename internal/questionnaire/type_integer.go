package questionnaire

func typeInteger() *Type {
	return &Type{
		Name:       "integer",
		Doc:        "A whole number, from min to max.",
		Shapes:     []Shape{ShapeNumber},
		Base:       BaseValid,
		Properties: answering("default", "min", "max", "step", "unit", "recodes"),
		column:     true,
		build: func(b *builder) {
			b.wholeLimits()
			b.number(0)
		},
	}
}
