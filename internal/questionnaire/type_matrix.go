package questionnaire

import "fmt"

func typeMatrix() *Type {
	return &Type{
		Name:       "matrix",
		Doc:        "The same options for each of several rows; one option a row, or with per_row: multiple any number.",
		Shapes:     []Shape{ShapeCode, ShapeCodes},
		Base:       BaseAnswered,
		Properties: categorical("rows", "per_row"),
		build:      buildMatrix,
	}
}

func buildMatrix(b *builder) {
	oneOf(b.compiler, b.path+".per_row", b.def.PerRow, "single", "multiple")
	b.choices()
	b.noOther("ask for the text in a question of its own below the matrix")
	shape := ShapeCode
	if b.def.PerRow == "multiple" {
		shape = ShapeCodes
		b.noScores("the mean of several choices has no meaning")
		b.missingExcludes()
	} else {
		b.notExclusive("a row of a single matrix takes one option anyway")
	}
	b.rows()
	for _, row := range b.q.Rows {
		v := b.variable(b.q.RowName(row), shape, joinTexts(b.q.Text, row.Text))
		v.Row = row
	}
	b.explain(b.def.Key, "is a matrix, whose rows are answered one by one; name a row, for example "+b.firstRow())
}

// missingRow cannot be the code of a row: docs/answers.md writes {"missing": …}
// in place of an object of rows.
const missingRow = "missing"

// rows checks and sets the rows of a matrix.
func (b *builder) rows() {
	if len(b.def.Rows) == 0 {
		b.fail(b.path+".rows", "“rows” is missing; list the rows of the matrix, each with a code and a text")
	}
	seen := map[string]string{}
	for i, d := range b.def.Rows {
		path := fmt.Sprintf("%s.rows[%d]", b.path, i)
		b.code(path, d.Code, "row", seen)
		if d.Code == missingRow {
			b.fail(path+".code", "a row cannot have the code “%s”, which marks “don't know” and its like in answers; choose another", missingRow)
		}
		b.require(path+".text", d.Text, "write the wording of the row")
		b.comparabilityOf(path, d.Comparability)
		b.q.Rows = append(b.q.Rows, &Row{
			Code: d.Code, Index: i, Text: b.texts["question."+b.def.Key+".row."+d.Code],
			Aliases: d.Aliases, Comparability: orSame(d.Comparability), Note: d.Note,
		})
	}
}

func (b *builder) firstRow() string {
	if len(b.q.Rows) == 0 {
		return b.def.Key + "__row"
	}
	return b.q.RowName(b.q.Rows[0])
}
