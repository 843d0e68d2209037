package sheet

import (
	"context"
	"fmt"
	"iter"

	"barometer/internal/fault"
)

// DefaultMaxBytes is the greatest size of a file unless Options say otherwise.
const DefaultMaxBytes = 512 << 20

// Options overrule what is found out from the file. The zero value finds out
// everything.
type Options struct {
	Encoding   string // a name of Encodings, for text files
	Delimiter  rune   // ',', ';', '\t' or '|', for text files
	Worksheet  string // name of the worksheet to read, for workbooks
	HeaderRows int    // 1 to 3, the title line not counted
	MaxBytes   int64  // greatest size of the file; workbooks may hold four times as much unzipped
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// Sheet is one table of an opened file. Its rows can be read any number of
// times, but not by two goroutines at once. Close it after use.
type Sheet struct {
	Name       string   // of the file, without its folder
	Format     string   // "csv", "xlsx" or "sav"
	Encoding   string   // of a text file: a name of Encodings; of a system file, any
	Evidence   string   // why the encoding was chosen, in a sentence
	Delimiter  rune     // of a text file
	Worksheet  string   // of a workbook
	Program    string   // that wrote a system file
	Unread     []string // other worksheets of the workbook, which are not read
	Title      string   // the text of a line above the headers, the title of a system file, or ""
	HeaderRows int      // 0 where the file tells its columns apart from its rows
	Columns    []Column

	first  int // number of the first row of data
	source source
}

// Column is one column and what its header says. Texts are clean (see
// label.Clean) but complete.
type Column struct {
	Index   int      // from 0
	Headers []string // the cells of the header rows, as in the file, "" where blank
	// Question is the wording of the question: filled forward over the columns
	// of its options, and cut out of a header such as "Question - Option".
	Question string
	Row      string // of three header rows the second: the row of a matrix
	Sub      string // the last header row or the rest of a cut header: option, row, or "Response"

	Known *Known // what the file tells of the column besides its cells, nil for mere tables
}

// Named reports whether any header cell of the column has a text.
func (c *Column) Named() bool {
	for _, h := range c.Headers {
		if h != "" {
			return true
		}
	}
	return false
}

// Letter is the column's name in spreadsheets, A, B, … AA, or that of its
// variable.
func (c *Column) Letter() string {
	if c.Known != nil {
		return c.Headers[0]
	}
	return Letter(c.Index)
}

// Letter is the name of the column with an index from 0 in spreadsheets.
func Letter(index int) string {
	name := ""
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// Row is one row of data. Its cells are as in the file; there may be fewer or
// more of them than columns. The slice is used again for the next row, the
// strings are not.
type Row struct {
	Number int // from 1, headers included, as spreadsheets count; of a system file, the case
	Cells  []string
}

// Blank reports whether no cell holds anything but spaces.
func (r Row) Blank() bool {
	for _, c := range r.Cells {
		for _, b := range []byte(c) {
			if b > ' ' {
				return isSpaces(r.Cells)
			}
		}
	}
	return true
}

// Rows reads the rows of data from the first to the last, blank ones
// included. It ends with an error if the file turns out to be damaged or ctx
// is done.
func (s *Sheet) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		number := 0
		for cells, err := range s.source.records(ctx) {
			number++
			if err != nil {
				yield(Row{Number: number}, s.atRow(number, err))
				return
			}
			if number >= s.first && !yield(Row{Number: number, Cells: cells}, nil) {
				return
			}
		}
	}
}

// Close releases the file.
func (s *Sheet) Close() error { return s.source.Close() }

// source is a file that gives its records any number of times.
type source interface {
	records(ctx context.Context) iter.Seq2[[]string, error]
	Close() error
}

// atRow puts the place in front of an error, in its message too.
func (s *Sheet) atRow(number int, err error) error {
	kind := fault.KindOf(err)
	if kind == fault.Internal {
		return fmt.Errorf("row %d of %s: %w", number, s.Name, err)
	}
	return fault.New(kind, "row %d of %s: %w", number, s.Name, err)
}

// refuse is an error about a file as a whole.
func refuse(name, format string, args ...any) error {
	return fault.New(fault.Invalid, "%s: %s", name, fmt.Sprintf(format, args...))
}
