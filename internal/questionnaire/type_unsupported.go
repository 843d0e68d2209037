package questionnaire

func typeUnsupported() *Type {
	return &Type{
		Name:    "unsupported",
		Doc:     "A question of another program that has no counterpart here. It is kept and never shown.",
		Shapes:  []Shape{ShapeNone},
		Base:    BaseAll,
		Skipped: true,
		Properties: []string{
			"hint", "required", "ask_if", "options", "list", "calculate", "was", "foreign",
		},
		build: func(b *builder) {
			b.require(b.path+".was", b.def.Was, "write what the question is called where it comes from, for example barcode")
			b.listOptions()
			b.explain(b.def.Key, "is not supported, so nobody answers it; name another question")
		},
	}
}
