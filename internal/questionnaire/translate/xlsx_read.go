package translate

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/language"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/xlsxfile"
)

// MaxSize is how large a file from a translator may be, in bytes.
const MaxSize = 16 << 20

// What a workbook may unpack to, and how much of it is looked at: a
// questionnaire has some thousand strings.
const (
	maxUnpacked = 64 << 20
	maxCells    = 2_000_000
	maxRows     = 200_000
)

// ReadXLSX reads a workbook that WriteXLSX wrote and people have filled in. A
// workbook that cannot be read at all is an error; what is wrong in it is found
// by Merge.
func ReadXLSX(ctx context.Context, r io.ReaderAt, size int64, name string) (*File, error) {
	if size > MaxSize {
		return nil, tooLarge(name)
	}
	book, err := xlsxfile.Open(r, size, name, xlsxfile.Limits{Unpacked: maxUnpacked, Cells: maxCells})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	for _, sheet := range book.Sheets() {
		tag, err := language.Parse(sheet)
		if err != nil {
			continue
		}
		s := &sheetReader{file: &File{Name: name, Language: tag.String()}, sheet: sheet}
		if found, err := s.read(ctx, book); found || err != nil {
			return s.file, err
		}
	}
	return nil, fault.New(fault.Invalid, "%s has no worksheet of translations, which is named by the language, such as fr, and has the columns %s, %s and %s; export it again and copy the translations over",
		name, headerID, headerSource, headerTranslation)
}

func tooLarge(name string) error {
	return fault.New(fault.TooLarge, "%s is larger than %d MB; no translation of a questionnaire is", name, MaxSize>>20)
}

// sheetReader finds cells by the headers of their columns, from 1.
type sheetReader struct {
	file                              *File
	sheet                             string
	id, source, text, state, exported int
}

// read reads the worksheet; false if its header is another.
func (s *sheetReader) read(ctx context.Context, book *xlsxfile.Book) (bool, error) {
	number := 0
	for cells, err := range book.Rows(ctx, s.sheet) {
		number++
		switch {
		case err != nil:
			return true, err
		case number > maxRows:
			return true, fault.New(fault.TooLarge, "worksheet %s of %s has more than %d rows; delete those that are empty", s.sheet, s.file.Name, maxRows)
		case number == 1 && !s.header(cells):
			return false, nil
		case number > 1:
			s.row(cells, number)
		}
	}
	return number > 0, nil
}

func (s *sheetReader) header(cells []string) bool {
	for i, c := range cells {
		c = strings.TrimSpace(c)
		survey, isStamp := strings.CutPrefix(c, headerStamp)
		switch {
		case c == headerID:
			s.id = i + 1
		case strings.HasPrefix(c, headerSource):
			s.source = i + 1
		case strings.HasPrefix(c, headerTranslation):
			s.text = i + 1
		case c == headerState:
			s.state = i + 1
		case isStamp:
			s.exported = i + 1
			s.file.Survey = survey
		}
	}
	return s.id > 0 && s.source > 0 && s.text > 0
}

func (s *sheetReader) row(cells []string, number int) {
	at := func(column int) string {
		if column == 0 || column > len(cells) {
			return ""
		}
		return strings.ReplaceAll(cells[column-1], "\r\n", "\n")
	}
	row := Row{
		ID: strings.TrimSpace(at(s.id)), Source: at(s.source), Translation: at(s.text), State: strings.TrimSpace(at(s.state)),
		At: s.place(s.id, number), Text: s.place(s.text, number), StateAt: s.place(max(s.state, 1), number),
	}
	if row.ID == "" && strings.TrimSpace(row.Translation) == "" {
		return
	}
	row.stamp, row.stamped = parseStamp(at(s.exported))
	s.file.Rows = append(s.file.Rows, row)
}

// place is the position of a cell. The line orders problems; people read the
// cell.
func (s *sheetReader) place(column, row int) questionnaire.Position {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		name = fmt.Sprintf("row %d", row)
	}
	return questionnaire.Position{File: s.file.Name, Line: row, Cell: s.sheet + "!" + name}
}
