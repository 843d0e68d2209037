package questionnaire

func typeParagraph() *Type {
	return &Type{
		Name:       "paragraph",
		Doc:        "A text of several lines.",
		Shapes:     []Shape{ShapeText},
		Base:       BaseAnswered,
		Properties: answering("default", "max_length"),
		build:      buildText,
	}
}
