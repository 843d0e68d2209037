package microdata

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"barometer/internal/fault"
	"barometer/internal/publish/csvtable"
	"barometer/internal/publish/xlsx"
	"barometer/internal/questionnaire"
)

// Format is a kind of file.
type Format string

// The formats that Write knows.
const (
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
	JSONL Format = "jsonl"
)

// Formats lists them all.
func Formats() []Format { return []Format{CSV, XLSX, JSONL} }

// Write writes the export in a format. An unknown format is a fault.Invalid
// that lists those there are.
func (e *Export) Write(ctx context.Context, w io.Writer, format Format) error {
	switch format {
	case CSV:
		return e.WriteCSV(ctx, w)
	case XLSX:
		return xlsx.WriteData(ctx, w, e.options.Language, e.Sheets("Data")...)
	case JSONL:
		return e.WriteJSONL(ctx, w)
	}
	return fault.New(fault.Invalid, "responses cannot be written as “%s”; choose csv, xlsx or jsonl", format)
}

// WriteCSV writes a header of names and a line per response. Texts that a
// spreadsheet would take for formulas get an apostrophe in front.
func (e *Export) WriteCSV(ctx context.Context, w io.Writer) error {
	out := csv.NewWriter(bufio.NewWriterSize(w, 1<<16))
	line := make([]string, len(e.columns))
	for i, c := range e.columns {
		line[i] = c.Name
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("microdata.WriteCSV: %w", err)
	}
	n := 0
	for values := range e.Rows() {
		if n%256 == 0 && ctx.Err() != nil {
			return fmt.Errorf("microdata.WriteCSV: %w", ctx.Err())
		}
		n++
		for i, v := range values {
			line[i] = csvCell(v)
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("microdata.WriteCSV: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func csvCell(v any) string {
	switch v := v.(type) {
	case string:
		return csvtable.Guard(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	}
	return ""
}

// Sheets gives the export as sheets of a workbook: the responses, then the items
// of each roster under its key.
func (e *Export) Sheets(title string) []xlsx.DataSheet {
	sheets := []xlsx.DataSheet{e.Sheet(title)}
	for _, roster := range e.rosters {
		sheets = append(sheets, roster.Sheet(title+" "+roster.data.Roster()))
	}
	return sheets
}

// Sheet gives the export as a sheet of a workbook. Dates are dates there.
func (e *Export) Sheet(title string) xlsx.DataSheet {
	s := xlsx.DataSheet{Title: title, Columns: make([]xlsx.DataColumn, len(e.columns))}
	var dates []int
	for i, c := range e.columns {
		s.Columns[i] = xlsx.DataColumn{Name: c.Name, Date: c.Shape == questionnaire.ShapeDate}
		if c.Shape == questionnaire.ShapeDate {
			dates = append(dates, i)
		}
	}
	s.Rows = func(yield func([]any) bool) {
		for values := range e.Rows() {
			for _, i := range dates {
				values[i] = dateCell(values[i])
			}
			if !yield(values) {
				return
			}
		}
	}
	return s
}

// dateCell turns a date into one of the calendar's; anything else stays.
func dateCell(v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return v
	}
	return day
}
