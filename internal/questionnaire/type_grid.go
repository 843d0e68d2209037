package questionnaire

import "slices"

// columnProperties are what a column of a matrix takes of what its type does;
// the rest belongs to the matrix.
var columnProperties = []string{
	"hint", "required", "options", "list", "per_row", "min", "max", "step", "unit", "decimals", "max_length", "earliest", "latest",
	"points", "low", "high",
}

// buildGrid builds a matrix whose columns differ in type.
func buildGrid(b *builder) {
	if len(b.def.Options) > 0 || b.def.List != "" || b.def.PerRow != "" || b.def.OptionsIf != "" || len(b.def.Nets) > 0 || len(b.def.Map) > 0 {
		b.fail(b.path+".columns", "a matrix has either options, which are the same for all rows, or columns; remove “columns”, or what belongs to options")
	}
	b.rows()
	b.order()
	seen := map[string]string{}
	for i := range b.def.Columns {
		b.gridColumn(&b.def.Columns[i], indexed(b.path+".columns", i), seen)
	}
	b.q.shape = ShapeGrid
	for _, row := range b.q.Rows {
		for _, column := range b.q.Columns {
			b.cell(row, column)
		}
	}
	b.explain(b.def.Key, "is a matrix, whose cells are answered one by one; name a row and a column, for example "+b.firstCell())
}

// gridColumn compiles a column, as a question that stands nowhere by itself.
func (b *builder) gridColumn(d *QuestionDef, path string, seen map[string]string) {
	column := &Question{
		Key: d.Key, Section: b.q.Section, Index: len(b.q.Columns), Required: d.Required, order: b.q.order, Roster: b.q.Roster,
		Base: b.q.Base, Comparability: Same, Display: DisplayButtons,
		Text: b.texts[b.id+"column."+d.Key+".text"], Hint: b.texts[b.id+"column."+d.Key+".hint"],
	}
	inner := &builder{compiler: b.compiler, def: d, q: column, path: path, id: b.id + "column." + d.Key + "."}
	if b.require(path+".key", d.Key, "give the column a stable name") && b.codeSyntax(path+".key", d.Key) {
		b.localKey(path+".key", d.Key, "column", seen)
	}
	b.require(path+".text", d.Text, "write the heading of the column")
	if !inner.findType() {
		return
	}
	if !column.Type.column {
		b.fail(path+".type", "a column cannot be of type %s; write single, multiple, rating, integer, decimal, text, date or month", clip(d.Type))
		return
	}
	for _, p := range properties {
		if p.present(d) && !slices.Contains(columnProperties, p.name) {
			b.fail(path+"."+p.name, "“%s” has no meaning for a column; write it beside the matrix", p.name)
		}
	}
	if d.AskIf != "" {
		b.fail(path+".ask_if", "“ask_if” has no meaning for a column; write it beside the matrix or its rows")
	}
	for i, o := range d.Options {
		if o.AskIf != "" || o.NotOffered {
			b.fail(indexed(path+".options", i), "an option of a column is always shown; remove “ask_if” and “not_offered”, or write them beside the rows")
		}
	}
	inner.unknownProperties()
	inner.noOther("ask for the text in a column of its own")
	column.Type.build(inner)
	b.q.Columns = append(b.q.Columns, column)
}

// cell adds the variable of a row and a column.
func (b *builder) cell(row *Row, column *Question) {
	if len(column.Variables) == 0 {
		return
	}
	label := joinTexts(row.Text, column.Text)
	b.add(&Variable{
		Name: b.q.CellName(row, column), Shape: column.Shape(), Question: b.q, Row: row, Column: column,
		Text: joinTexts(b.q.Text, label), Label: label, Options: column.Options,
	})
}

func (b *builder) firstCell() string {
	if len(b.q.Rows) == 0 || len(b.q.Columns) == 0 {
		return b.def.Key + "__row__column"
	}
	return b.q.CellName(b.q.Rows[0], b.q.Columns[0])
}
