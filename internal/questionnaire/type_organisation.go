package questionnaire

func typeOrganisation() *Type {
	return &Type{
		Name:       "organisation",
		Doc:        "The name of an organisation; those that are known are suggested.",
		Shapes:     []Shape{ShapeText},
		Base:       BaseAnswered,
		Directory:  true,
		Properties: answering("max_length"),
		build:      buildText,
	}
}
