package intake

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// ImportOptions say how an import treats what is doubtful.
type ImportOptions struct {
	// SkipRefused takes the other rows in where some are refused. Without it
	// one refused row refuses the file.
	SkipRefused bool

	// Items are tables with a row for each item of a roster, which name its
	// response. Worksheets beside the responses need not be listed.
	Items []*sheet.Sheet
}

// Import reads the responses of an export by a questionnaire. Columns are
// matched by key, code or label; a row is taken in whole or refused with
// reasons. It fails at once if nothing matches.
//
// The responses come one by one; the report is complete when they end. If
// rows were refused and options do not allow it, or the file turns out to be
// damaged, the last thing that comes is an error: the caller stores all
// responses in one transaction, and none if there is an error.
//
// Ids are the same each time: they are made of survey, edition and the id
// that an export of ours gives, of the administrative column that identifies
// respondents or, without one, of the number of the row.
func Import(ctx context.Context, s *sheet.Sheet, q *questionnaire.Questionnaire, o ImportOptions) (iter.Seq2[response.Response, error], *ImportReport, error) {
	report := &ImportReport{File: fileFacts(s)}
	p, err := newPlan(ctx, s, q, nil, report)
	if err != nil {
		return nil, nil, err
	}
	if report.Matched == 0 {
		return nil, nil, unmatched(s, q)
	}
	in := &importer{plan: p, sheet: s, options: o, report: report, seen: map[uuid.UUID]int{}, extra: make([]int, len(s.Columns))}
	if err := in.findItems(ctx); err != nil {
		return nil, nil, err
	}
	in.reportColumns()
	p.findClosing()
	return in.responses(ctx), report, nil
}

// unmatched says that nothing in a file belongs to the questionnaire.
func unmatched(s *sheet.Sheet, q *questionnaire.Questionnaire) error {
	if own := findOwn(s); own != nil && own.disposition < 0 {
		return fault.New(fault.Invalid, "%s holds the items of a roster; import the file of the responses, together with this one", s.Name)
	}
	return fault.New(fault.Invalid, "no column of %s belongs to a question of %s; its headers must be keys or wordings of the questionnaire, or aliases of its questions", s.Name, q.Title.Source())
}

// importer is the state of one Import.
type importer struct {
	*plan
	sheet   *sheet.Sheet
	options ImportOptions
	report  *ImportReport
	seen    map[uuid.UUID]int // row of each response
	extra   []int             // cells in columns that are not taken in
	listed  []*itemSheet

	worksheet string // or file that holds items; "" of the responses
	row       sheet.Row
	ordinal   int  // of the current row, blank ones not counted
	refused   bool // the current row
}

// responses reads the sheet from its beginning.
func (in *importer) responses(ctx context.Context) iter.Seq2[response.Response, error] {
	return func(yield func(response.Response, error) bool) {
		in.restart()
		if err := in.readItems(ctx); err != nil {
			yield(response.Response{}, err)
			return
		}
		for row, err := range in.sheet.Rows(ctx) {
			if err != nil {
				yield(response.Response{}, err)
				return
			}
			if row.Blank() {
				in.report.File.BlankRows++
				continue
			}
			in.report.File.Rows++
			in.ordinal++
			r, ok := in.response(row)
			if !ok {
				in.report.RefusedRows++
				continue
			}
			in.report.add(r.Disposition)
			if !yield(r, nil) {
				return
			}
		}
		in.finish()
		in.finishItems()
		if n := in.report.RefusedRows + in.report.RefusedItems; n > 0 && !in.options.SkipRefused {
			yield(response.Response{}, fault.New(fault.Invalid, "%s of %s refused, so nothing is imported; mend what the report lists in the file or the questionnaire, or skip refused rows",
				count(n, "row"), in.sheet.Name))
		}
	}
}

// restart forgets what an earlier reading of the sheet counted.
func (in *importer) restart() {
	clear(in.seen)
	clear(in.extra)
	in.ordinal = 0
	in.report.restart()
	for _, d := range in.columns {
		if d != nil {
			d.filled = 0
		}
	}
}

// finish reports on columns once all rows are read.
func (in *importer) finish() {
	for i, d := range in.columns {
		c := &in.sheet.Columns[i]
		switch {
		case in.isComputed(i):
		case d == nil && in.extra[i] == 0 && !c.Named():
			in.report.File.Unnamed++
		case d == nil && in.extra[i] == 0 || d != nil && d.filled+in.extra[i] == 0:
			in.report.File.Empty = append(in.report.File.Empty, in.letter(c))
		case d == nil && !c.Named():
			in.report.Extra = append(in.report.Extra, &ExtraColumn{Column: in.letter(c), Header: unnamed(c), Remedy: defaultRemedy, worksheet: in.worksheet, index: i})
		}
	}
	in.report.Extra, in.report.Left = in.counted(in.report.Extra), in.counted(in.report.Left)
}

// counted are those of the columns that have values.
func (in *importer) counted(columns []*ExtraColumn) []*ExtraColumn {
	kept := columns[:0]
	for _, e := range columns {
		if e.worksheet == in.worksheet {
			e.Values = in.extra[e.index]
		}
		if e.Values > 0 || e.worksheet != in.worksheet {
			kept = append(kept, e)
		}
	}
	return kept
}

// letter names a column, with its worksheet where that is not the responses'.
func (in *importer) letter(c *sheet.Column) string {
	if in.worksheet == "" {
		return c.Letter()
	}
	return in.worksheet + "!" + c.Letter()
}

// refuse refuses the current row because of a cell.
func (in *importer) refuse(column int, reason string) {
	in.refused = true
	refusal := Refusal{Worksheet: in.worksheet, Row: in.row.Number, Column: sheet.Letter(column), Reason: reason}
	if column < len(in.row.Cells) {
		refusal.Value = label.Clean(in.row.Cells[column])
	}
	if column < len(in.sheet.Columns) {
		c := &in.sheet.Columns[column]
		refusal.Column = c.Letter()
		refusal.Header = joinHeader(label.Header(c.Question), c)
	}
	in.report.refuse(refusal)
}

// decode reads the cell of a column; ok is false if it is blank or refused.
func (in *importer) decode(d *decoder) (decoded, bool) {
	if d == nil || d.index >= len(in.row.Cells) || in.row.Cells[d.index] == "" {
		return decoded{}, false
	}
	c := d.decode(in.row.Cells[d.index])
	if c.reason != "" {
		in.refuse(d.index, c.reason)
		return decoded{}, false
	}
	if c.option == nil && c.list == nil && c.text == "" && c.value.IsNone() {
		if in.left[d.index] != "" && !isMissingMark(in.row.Cells[d.index]) {
			in.extra[d.index]++
		}
		return decoded{}, false
	}
	d.filled++
	return c, true
}

// response makes a response of a row; ok is false if the row is refused.
func (in *importer) response(row sheet.Row) (response.Response, bool) {
	in.row, in.refused = row, false
	q := in.questionnaire
	r := response.Response{
		Version: q.Version, Language: q.Definition.Language, Source: response.FromImport,
		Answers: make(response.Answers, len(in.questions)),
	}
	in.countExtra()
	completed := in.administrative(&r)
	if in.own != nil {
		completed = in.own.cell(row, in.own.disposition)
		if language := in.own.cell(row, in.own.language); slices.Contains(q.Languages, language) {
			r.Language = language
		}
	}
	for _, qp := range in.questions {
		if qp.Shape() != questionnaire.ShapeItems {
			in.answer(qp, r.Answers)
		}
	}
	for _, qp := range in.questions { // items may follow from any answer
		if qp.Shape() == questionnaire.ShapeItems {
			in.answerItems(qp, &r)
		}
	}
	r.Disposition = in.disposition(&r, completed)
	in.identify(&r)
	return r, !in.refused
}

// countExtra counts cells that no column of the questionnaire takes in.
func (in *importer) countExtra() {
	for i, cell := range in.row.Cells {
		if cell == "" || i < len(in.columns) && in.columns[i] != nil || label.Clean(cell) == "" {
			continue
		}
		if i >= len(in.columns) {
			in.refuse(i, "the row has a value beyond the last column; a delimiter or a quote may be wrong in it")
			return
		}
		in.extra[i]++
	}
}

// administrative reads the administrative columns, and gives what one of them
// says about the disposition.
func (in *importer) administrative(r *response.Response) (completed string) {
	r.Administrative = make(map[string]string, len(in.admin))
	for _, d := range in.admin {
		if c, ok := in.decode(d); ok {
			r.Administrative[d.admin.Name] = c.text
			if d == in.completed {
				completed = c.text
			}
		}
	}
	return completed
}

// responseSpace is the name space of the ids of imported responses.
var responseSpace = uuid.MustParse("5e0a1c7e-6a0c-5d0b-9d0e-3b6a2f0c4a11")

// identify gives the response its id, and refuses a second one with the same.
func (in *importer) identify(r *response.Response) {
	d := in.questionnaire.Definition
	key, column, name := "row "+strconv.Itoa(in.row.Number), 0, ""
	switch {
	case in.own != nil && in.own.cell(in.row, in.own.id) != "":
		column, name = in.own.id, response.ColumnID
		key = "id " + in.own.cell(in.row, column)
	case in.id != nil && r.Administrative[in.id.admin.Name] != "":
		column, name = in.id.index, in.id.admin.Name
		key = "id " + r.Administrative[name]
	}
	id := uuid.NewSHA1(responseSpace, []byte(d.Survey+"\x00"+d.Edition+"\x00"+key))
	if first, again := in.seen[id]; again {
		in.refuse(column, fmt.Sprintf("row %d has the same %s; remove one of the two, or give one another", first, name))
	}
	in.seen[id] = in.row.Number
	r.ID = id.String()
}
