package questionnaire

const (
	defaultDecimals = 2
	mostDecimals    = 6
)

func typeDecimal() *Type {
	return &Type{
		Name:       "decimal",
		Doc:        "A number with decimals, from min to max.",
		Shapes:     []Shape{ShapeNumber},
		Base:       BaseValid,
		Properties: answering("min", "max", "unit", "decimals", "recodes"),
		build: func(b *builder) {
			b.limits()
			decimals := defaultDecimals
			if b.def.Decimals != nil {
				decimals = *b.def.Decimals
			}
			if decimals < 1 || decimals > mostDecimals {
				b.fail(b.path+".decimals", "a decimal has 1 to %d places after the point, not %d; write a number between them, or use the type integer", mostDecimals, decimals)
			}
			b.number(decimals)
		},
	}
}
