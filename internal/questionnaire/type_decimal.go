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
		Properties: answering("default", "min", "max", "step", "unit", "decimals", "device", "recodes"),
		column:     true,
		build: func(b *builder) {
			b.limits()
			oneOf(b.compiler, b.path+".device", b.def.Device, DeviceLatitude, DeviceLongitude)
			b.q.Device = b.def.Device
			b.number(b.places(defaultDecimals, 1))
		},
	}
}
