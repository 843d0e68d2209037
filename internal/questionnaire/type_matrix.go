package questionnaire

import (
	"fmt"
	"slices"
)

func typeMatrix() *Type {
	return &Type{
		Name:       "matrix",
		Doc:        "The same options for each of several rows; one option a row, or with per_row: multiple any number. With columns, a question of another type in each column.",
		Shapes:     []Shape{ShapeCode, ShapeCodes, ShapeGrid},
		Base:       BaseAnswered,
		Properties: categorical(listing("rows", "per_row", "columns")...),
		build:      buildMatrix,
	}
}

func buildMatrix(b *builder) {
	if len(b.def.Columns) > 0 {
		buildGrid(b)
		return
	}
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
		v.Row, v.Label = row, row.Text
	}
	b.explain(b.def.Key, "is a matrix, whose rows are answered one by one; name a row, for example "+b.firstRow())
}

// reservedRows cannot be codes of rows: docs/answers.md writes {"missing": …}
// and {"file": …} in place of an object of rows.
var reservedRows = []string{"missing", "file"}

// rows checks and sets the rows of a matrix.
func (b *builder) rows() {
	if len(b.def.Rows) == 0 {
		b.fail(b.path+".rows", "“rows” is missing; list the rows of the matrix, each with a code and a text")
	}
	seen := map[string]string{}
	for i, d := range b.def.Rows {
		path := fmt.Sprintf("%s.rows[%d]", b.path, i)
		b.code(path, d.Code, "row", seen)
		if slices.Contains(reservedRows, d.Code) {
			b.fail(path+".code", "a row cannot have the code “%s”, which means something else in answers; choose another", d.Code)
		}
		b.require(path+".text", d.Text, "write the wording of the row")
		b.comparabilityOf(path, d.Comparability)
		row := &Row{
			Code: d.Code, Index: i, Text: b.texts[b.id+"row."+d.Code], Aliases: d.Aliases,
			Anchored: d.Anchored, NotOffered: d.NotOffered, Comparability: orSame(d.Comparability), Note: b.texts[b.id+"note.row."+d.Code],
		}
		b.condition(path+".ask_if", d.AskIf, &row.AskIf, b.reach())
		b.q.Rows = append(b.q.Rows, row)
	}
}

func (b *builder) firstRow() string {
	if len(b.q.Rows) == 0 {
		return b.def.Key + "__row"
	}
	return b.q.RowName(b.q.Rows[0])
}
