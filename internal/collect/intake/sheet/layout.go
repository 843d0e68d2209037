package sheet

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire/label"
)

// layoutRecords is how many records decide on title and header rows.
const layoutRecords = 300

const maxHeaderRows = 3

// findLayout finds the title line and the header rows, and reads the columns.
func (s *Sheet) findLayout(ctx context.Context, o Options) error {
	sample, err := s.sample(ctx)
	if err != nil {
		return err
	}
	start := 0
	if len(sample) > 0 && isOwn(sample[0]) {
		o.HeaderRows = 1
	} else {
		start = s.findTitle(sample)
	}
	rest := sample[start:]
	if len(rest) == 0 {
		return refuse(s.Name, "there is no row of headers; export the responses with the questions in the first row")
	}
	s.HeaderRows = o.HeaderRows
	if s.HeaderRows == 0 {
		s.HeaderRows = countHeaders(rest)
	}
	if s.HeaderRows < 1 || s.HeaderRows > min(maxHeaderRows, len(rest)) {
		return refuse(s.Name, "it cannot have %d header rows; name 1 to %d", o.HeaderRows, min(maxHeaderRows, len(rest)))
	}
	s.first = start + s.HeaderRows + 1
	s.Columns = buildColumns(rest[:s.HeaderRows])
	if len(s.Columns) == 0 {
		return refuse(s.Name, "the header row is empty; put the questions in the first row")
	}
	if s.HeaderRows == 1 {
		splitHeaders(s.Columns, rest[1:])
	}
	return nil
}

// isOwn reports whether headers are those of a file that this program exported.
func isOwn(headers []string) bool {
	return slices.Contains(headers, response.ColumnDisposition) || slices.Contains(headers, response.ColumnItem)
}

// sample reads the first records, cleaned.
func (s *Sheet) sample(ctx context.Context) ([][]string, error) {
	var sample [][]string
	for cells, err := range s.source.records(ctx) {
		if err != nil {
			return nil, s.atRow(len(sample)+1, err)
		}
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = label.Clean(c)
		}
		if sample = append(sample, row); len(sample) == layoutRecords {
			break
		}
	}
	return sample, nil
}

// findTitle skips blank rows and lines with one text above the headers, and
// gives the number of rows that it passed.
func (s *Sheet) findTitle(sample [][]string) int {
	for i, row := range sample {
		switch filled := countFilled(row); {
		case filled == 0:
			continue
		case filled == 1 && s.Title == "" && i+1 < len(sample) && isTitle(row, sample[i+1:]):
			s.Title = strings.Join(row, "")
		default:
			return i
		}
	}
	return len(sample)
}

// isTitle tells a line with one text from the first header row of a file with
// a single question: it has no other cells, or the row below it has several
// that are no options of that question.
func isTitle(row []string, below [][]string) bool {
	next := below[0]
	if filled := countFilled(next); filled < 2 || filled == 2 && len(row) > 1 {
		return false
	}
	if len(row) == 1 {
		return true
	}
	options := 0
	for c, cell := range next {
		if cell != "" && (label.IsReply(cell) || isTickOf(columnValues(below[1:], c), cell)) {
			options++
		}
	}
	return options*2 < countFilled(next)
}

func countFilled(row []string) int {
	n := 0
	for _, c := range row {
		if c != "" {
			n++
		}
	}
	return n
}

// countHeaders decides how many of the first rows are headers: a row below
// the first is one as long as more of its cells look like headers than like
// answers.
func countHeaders(rows [][]string) int {
	n := 1
	for n < maxHeaderRows && n < len(rows)-1 && looksLikeHeader(rows[n-1], rows[n], rows[n+1:]) {
		n++
	}
	return n
}

// looksLikeHeader weighs each cell of a row against the header above it and
// the cells below it.
func looksLikeHeader(above, row []string, below [][]string) bool {
	header, data := 0, 0
	for c, cell := range row {
		if cell == "" {
			continue
		}
		head := ""
		if c < len(above) {
			head = above[c]
		}
		values := columnValues(below, c)
		switch {
		case isTickOf(values, cell) && isTickOf([]string{cell}, head):
			data += 2
		case label.IsReply(cell) || head != "" && label.Norm(cell) == label.Norm(head):
			header += 2
		case isNumber(cell):
			data += 2
		case len(values) > 0 && allNumbers(values):
			header += 2
		case isTickOf(values, cell) && strings.HasSuffix(label.Norm(head), label.Norm(cell)):
			data++
		case isTickOf(values, cell) || head == "":
			header++
		case slices.Contains(values, cell):
			data++
		}
	}
	return header > data
}

func columnValues(rows [][]string, c int) []string {
	var values []string
	for _, row := range rows {
		if c < len(row) && row[c] != "" {
			values = append(values, row[c])
		}
	}
	return values
}

// isTickOf reports whether a column holds nothing but its header.
func isTickOf(values []string, header string) bool {
	bare, _ := label.WithoutDigits(header)
	for _, v := range values {
		if n := label.Norm(v); n != label.Norm(header) && n != label.Norm(bare) {
			return false
		}
	}
	return len(values) > 0
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

func allNumbers(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return !isNumber(v) })
}
