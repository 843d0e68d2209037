package translate

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// The columns of the workbook, from the left. The last is hidden; its header
// names the survey and the edition.
const (
	columnID = iota + 1
	columnWhere
	columnSource
	columnTranslation
	columnState
	columnNote
	columnStamp
)

// The headers of columns, those of the source and the translation with the
// name of a language behind them. The import finds columns by them.
const (
	headerID          = "Id"
	headerWhere       = "Where it appears"
	headerSource      = "Source"
	headerTranslation = "Translation"
	headerState       = "State"
	headerNote        = "Note to translators"
	headerStamp       = "Export of "
)

// WriteXLSX writes the strings of a definition in a language as a workbook for
// people: a worksheet named by the language, in which the translations and
// their states can be changed, and one that says how.
func WriteXLSX(w io.Writer, d *questionnaire.Definition, language string) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{File: f, def: d, language: language, sheet: language, entries: Entries(d, language)}
	for _, step := range []func() error{b.styles, b.head, b.rows, b.protect, b.look, b.validate, b.highlight, b.guide} {
		if err := step(); err != nil {
			return fmt.Errorf("making the workbook of translations to %s: %w", language, err)
		}
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("writing the workbook of translations to %s: %w", language, err)
	}
	return nil
}

// book is a workbook being made.
type book struct {
	*excelize.File
	def             *questionnaire.Definition
	language, sheet string
	entries         []Entry
	columns         [columnStamp + 1]int // styles, by column
	header, heading int
}

// last is the number of the last row.
func (b *book) last() int { return len(b.entries) + 1 }

func cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "A1" // column and row are our own, and never out of range
	}
	return name
}

// area is a column from the first row of strings to the last.
func (b *book) area(column int) string { return cell(column, 2) + ":" + cell(column, b.last()) }

func (b *book) head() error {
	if err := b.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	headers := []string{
		headerID, headerWhere, headerSource + " (" + languageName(b.def.Language) + ")",
		headerTranslation + " (" + languageName(b.language) + ")", headerState, headerNote,
		headerStamp + b.def.Survey + "/" + b.def.Edition,
	}
	for i, h := range headers {
		if err := b.SetCellStr(b.sheet, cell(i+1, 1), h); err != nil {
			return err
		}
	}
	return b.SetCellStyle(b.sheet, cell(columnID, 1), cell(columnStamp, 1), b.header)
}

// rows writes a row for each string. All cells are text, so that nothing in
// them is ever a formula.
func (b *book) rows() error {
	for i, e := range b.entries {
		row := i + 2
		for column, s := range map[int]string{
			columnID: e.ID, columnWhere: e.Where, columnSource: e.Text, columnTranslation: e.Translation,
			columnState: string(e.State), columnNote: e.Note, columnStamp: e.stamp().String(),
		} {
			if err := b.SetCellStr(b.sheet, cell(column, row), literal(s)); err != nil {
				return err
			}
			style := b.columns[column]
			if column == columnSource && begins(e) {
				style = b.heading
			}
			if err := b.SetCellStyle(b.sheet, cell(column, row), cell(column, row), style); err != nil {
				return err
			}
		}
		if err := b.SetRowHeight(b.sheet, row, b.height(e)); err != nil {
			return err
		}
	}
	return nil
}

// widths of the columns, in characters.
var widths = [columnStamp + 1]float64{columnID: 28, columnWhere: 32, columnSource: 48, columnTranslation: 48, columnState: 12, columnNote: 38, columnStamp: 12}

// escaped is how a workbook writes a character by its number.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// literal keeps a text that looks like such a character as it is.
func literal(s string) string { return escaped.ReplaceAllString(s, "_x005F$0") }

// begins reports whether a string is the heading of a page or the wording of a
// question, which stand out so that the rest is seen to belong to it.
func begins(e Entry) bool {
	return e.ID == "section."+e.Section+".title" || e.ID == "question."+e.Question+".text"
}

// height is how high a row must be to show all of its texts, and an
// empty translation as high as its source, in points.
func (b *book) height(e Entry) float64 {
	const (
		line, small, padding = 15, 12.5, 6
		most                 = 400 // a spreadsheet takes 409
		smaller              = 1.2 // characters of small print for one of the others
	)
	lines := max(linesIn(e.Text, widths[columnSource]), linesIn(e.Translation, widths[columnTranslation]))
	quiet := 1
	for column, s := range map[int]string{columnID: e.ID, columnWhere: e.Where, columnNote: e.Note} {
		quiet = max(quiet, linesIn(s, widths[column]*smaller))
	}
	return min(most, max(float64(lines)*line, float64(quiet)*small)+padding)
}

// linesIn counts the lines that a text takes in a column of a width.
func linesIn(s string, width float64) int {
	lines := 0
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines++
		used := 0.0
		for word := range strings.FieldsSeq(paragraph) {
			length := float64(len([]rune(word)))
			if used > 0 && used+1+length > width {
				lines++
				used = 0
			}
			used += length + 1
			for used-1 > width {
				lines++
				used -= width
			}
		}
	}
	return lines
}

// languageName is how people who read English and those who read the language
// both know it.
func languageName(tag string) string {
	english := display.English.Languages().Name(language.Make(tag))
	if own := locale.LanguageName(tag); own != english && english != "" {
		return english + ", " + own
	}
	return english
}
