package questionnaire

// longestEmail is what RFC 5321 lets an address have.
const longestEmail = 254

func typeEmail() *Type {
	return &Type{
		Name:       "email",
		Doc:        "An e-mail address.",
		Shapes:     []Shape{ShapeText},
		Base:       BaseAnswered,
		Format:     FormatEmail,
		Properties: answering("default"),
		build: func(b *builder) {
			buildText(b)
			b.q.MaxLength = longestEmail
		},
	}
}
