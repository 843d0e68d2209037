package questionnaire

func typeNPS() *Type {
	return &Type{
		Name:       "nps",
		Doc:        "How likely somebody is to recommend something, from 0 to 10 (net promoter score).",
		Shapes:     []Shape{ShapeCode},
		Base:       BaseValid,
		NPS:        true,
		Properties: categorical("default", "recodes", "low", "high"),
		build: func(b *builder) {
			b.scale(0, 10)
			b.variable(b.def.Key, ShapeCode, b.q.Text)
		},
	}
}
