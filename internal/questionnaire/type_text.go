package questionnaire

func typeText() *Type {
	return &Type{
		Name:       "text",
		Doc:        "A short text on one line.",
		Shapes:     []Shape{ShapeText},
		Base:       BaseAnswered,
		Properties: answering("default", "max_length"),
		column:     true,
		build:      buildText,
	}
}

// buildText is that of all types that are answered with a text.
func buildText(b *builder) {
	if b.def.MaxLength < 0 {
		b.fail(b.path+".max_length", "a text cannot have at most %d characters; write 1 or more, or remove the line", b.def.MaxLength)
	}
	b.q.MaxLength = b.def.MaxLength
	b.missingOnly()
	b.variable(b.def.Key, ShapeText, b.q.Text)
}
