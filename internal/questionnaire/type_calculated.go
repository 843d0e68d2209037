package questionnaire

import "barometer/internal/questionnaire/expr"

func typeCalculated() *Type {
	return &Type{
		Name:   "calculated",
		Doc:    "A value that is computed of earlier answers and not shown, unless a text inserts it.",
		Shapes: []Shape{ShapeNumber, ShapeCode, ShapeText, ShapeDate},
		Base:   BaseValid,
		Properties: []string{
			"calculate", "result", "options", "list", "unit", "decimals", "ask_if", "base_if", "base", "nets", "recodes",
			"comparability", "note", "from", "map", "foreign",
		},
		build: buildCalculated,
	}
}

// results are what a calculation without options can yield.
var results = map[Result]struct {
	shape Shape
	kinds []expr.Kind
	words string
}{
	ResultNumber: {ShapeNumber, []expr.Kind{expr.KindNumber}, "a number"},
	ResultText:   {ShapeText, []expr.Kind{expr.KindText, expr.KindCode, expr.KindDate, expr.KindMonth}, "a text"},
	ResultDate:   {ShapeDate, []expr.Kind{expr.KindDate, expr.KindText}, "a date"},
}

func buildCalculated(b *builder) {
	oneOf(b.compiler, b.path+".result", b.def.Result, ResultNumber, ResultText, ResultDate)
	b.listOptions()
	b.q.Unit = b.texts[b.id+"unit"]
	b.q.Decimals = b.places(2, 0)
	result, known := results[b.def.Result]
	if !known {
		result = results[ResultNumber]
	}
	if len(b.q.Options) > 0 {
		result.shape, result.words = ShapeCode, "one of the codes of its options"
		result.kinds = []expr.Kind{expr.KindCode, expr.KindText}
		if b.def.Result != "" {
			b.fail(b.path+".result", "a calculation with options yields their codes; remove “result”")
		}
	}
	if b.require(b.path+".calculate", b.def.Calculate, "write the expression that it is worth") {
		b.calculation(b.path+".calculate", b.def.Calculate, &b.q.Calculate, b.reach(), result.words, result.kinds...)
	}
	b.variable(b.def.Key, result.shape, b.q.Text)
}
