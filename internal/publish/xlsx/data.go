package xlsx

import (
	"context"
	"iter"
	"math"
	"time"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
)

// DataSheet is a sheet of records, written row by row.
type DataSheet struct {
	Title   string // the sheet is named after it
	Columns []DataColumn
	// Rows yields the values of each record, one per column: string, float64,
	// int, time.Time (its date) or nil for an empty cell. The slice may be
	// used again for the next record.
	Rows iter.Seq[[]any]
}

// DataColumn is one column of records.
type DataColumn struct {
	Name  string
	Width float64 // in characters; 0 for the width of the name, at most 30
	Date  bool    // holds dates
}

const formatDate = "yyyy-mm-dd"

func (b *book) data(ctx context.Context, sheets []DataSheet) error {
	for _, d := range sheets {
		if len(d.Columns) > maxColumns {
			return fault.New(fault.TooLarge, "the data have %d columns and a sheet takes %d; choose CSV", len(d.Columns), maxColumns)
		}
		if err := b.dataSheet(ctx, d); err != nil {
			return err
		}
	}
	return b.err
}

// dataSheet streams one sheet. What is not rows has to be set before the
// stream is opened: later changes would be lost.
func (b *book) dataSheet(ctx context.Context, d DataSheet) error {
	s := b.sheet(d.Title)
	s.page(page{landscape: true, repeat: 1, grid: true, full: true}, d.Title)
	if b.err != nil {
		return b.err
	}
	stream, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := b.dataColumns(stream, d.Columns); err != nil {
		return err
	}
	rows, err := writeRows(ctx, stream, d)
	if err != nil {
		return err
	}
	if rows > 0 {
		last, err := excelize.CoordinatesToCellName(len(d.Columns), rows+1)
		if err != nil {
			return err
		}
		stripes := false
		err = stream.AddTable(&excelize.Table{
			Range: "A1:" + last, Name: b.tableName(), StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
		})
		if err != nil {
			return err
		}
	}
	return stream.Flush()
}

// dataColumns sets panes, widths and formats and writes the header.
func (b *book) dataColumns(stream *excelize.StreamWriter, columns []DataColumn) error {
	err := stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: "B2", ActiveCell: "B2", Pane: "bottomRight"}},
	})
	if err != nil {
		return err
	}
	date, err := b.styleOf(look{format: formatDate})
	if err != nil {
		return err
	}
	style, err := b.styleOf(headerLook)
	if err != nil {
		return err
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
		width := c.Width
		if width == 0 {
			width = min(max(float64(len([]rune(c.Name)))+4, 10), 30)
		}
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		if c.Date {
			if err := stream.SetColStyle(i+1, i+1, date); err != nil {
				return err
			}
		}
	}
	header := make([]any, len(columns))
	for i, name := range uniqueHeaders(names) {
		header[i] = excelize.Cell{StyleID: style, Value: name}
	}
	return stream.SetRow("A1", header, excelize.RowOpts{Height: 18})
}

// writeRows writes the records and gives their number.
func writeRows(ctx context.Context, stream *excelize.StreamWriter, d DataSheet) (int, error) {
	n := 0
	for values := range d.Rows {
		if n%256 == 0 && ctx.Err() != nil {
			return n, ctx.Err()
		}
		n++
		if n >= maxRows {
			return n, fault.New(fault.TooLarge, "the data have more than %d records, which is all that a sheet takes; choose CSV", maxRows-1)
		}
		cell, err := excelize.CoordinatesToCellName(1, n+1)
		if err != nil {
			return n, err
		}
		if err := guardRow(values, len(d.Columns)); err != nil {
			return n, err
		}
		if err := stream.SetRow(cell, values); err != nil {
			return n, err
		}
	}
	return n, nil
}

// guardRow changes what a cell cannot hold: texts too long for it, numbers
// that are not finite, and dates, which are days since 1899-12-30.
func guardRow(values []any, columns int) error {
	if len(values) != columns {
		return fault.New(fault.Internal, "a record has %d values for %d columns", len(values), columns)
	}
	for i, v := range values {
		switch v := v.(type) {
		case string:
			if len(v) > maxCell {
				values[i] = cleanText(v)
			}
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				values[i] = nil
			}
		case time.Time:
			values[i] = serialDate(v)
		}
	}
	return nil
}

// serialDate is the number that Excel shows as the date.
func serialDate(t time.Time) any {
	y, m, d := t.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	if days < 61 { // before March 1900 Excel counts a day that never was
		return t.Format(time.DateOnly)
	}
	return int(days)
}
