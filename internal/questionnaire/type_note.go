package questionnaire

func typeNote() *Type {
	return &Type{
		Name:       "note",
		Doc:        "A text between the questions; nothing is answered.",
		Shapes:     []Shape{ShapeNone},
		Base:       BaseAll,
		Properties: []string{"hint", "ask_if", "foreign"},
		build: func(b *builder) {
			b.explain(b.def.Key, "is a note, which nobody answers; name a question")
		},
	}
}
