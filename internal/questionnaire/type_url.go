package questionnaire

// longestURL is what browsers and servers take without trouble.
const longestURL = 2000

func typeURL() *Type {
	return &Type{
		Name:       "url",
		Doc:        "The address of a web page, which begins with http:// or https://.",
		Shapes:     []Shape{ShapeText},
		Base:       BaseAnswered,
		Format:     FormatURL,
		Properties: answering("default"),
		build: func(b *builder) {
			buildText(b)
			b.q.MaxLength = longestURL
		},
	}
}
