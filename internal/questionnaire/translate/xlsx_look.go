package translate

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// The colours: of what is to be done, of what is done, and of what is not the
// translator's.
const (
	colourHead  = "1F3A5F"
	colourRule  = "C9D1DB"
	colourShade = "F3F5F8"
	colourQuiet = "6B7785"
)

var stateColours = map[questionnaire.TranslationState][2]string{
	questionnaire.StateMissing:    {"FBE3E0", "8A1C10"},
	questionnaire.StateStale:      {"FDEFCF", "7A4B00"},
	questionnaire.StateTranslated: {"E3EEFA", "1B4B7A"},
	questionnaire.StateReviewed:   {"DFF2E3", "1B5E2B"},
}

// styles makes the style of each column: locked, but for what translators
// change, and in the direction of its language.
func (b *book) styles() (err error) {
	rule := []excelize.Border{{Type: "bottom", Color: colourRule, Style: 1}}
	text := func(tag string) *excelize.Alignment {
		a := &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: "left", Indent: 1, ReadingOrder: 1}
		if locale.Dir(tag) == "rtl" {
			a.Horizontal, a.ReadingOrder = "right", 2
		}
		return a
	}
	shade := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colourShade}}
	locked, open := &excelize.Protection{Locked: true}, &excelize.Protection{Locked: false}
	font := func(size float64, colour string) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: size, Color: colour}
	}
	quiet := excelize.Style{Font: font(9, colourQuiet), Alignment: text("en"), Border: rule, Fill: shade, Protection: locked}
	made := map[int]excelize.Style{
		columnID: quiet, columnWhere: quiet, columnNote: quiet, columnStamp: quiet,
		columnSource:      {Font: font(11, "000000"), Alignment: text(b.def.Language), Border: rule, Fill: shade, Protection: locked, NumFmt: 49},
		columnTranslation: {Font: font(11, "000000"), Alignment: text(b.language), Border: rule, Protection: open, NumFmt: 49},
		columnState:       {Font: font(10, "000000"), Alignment: text("en"), Border: rule, Protection: open},
	}
	for column, style := range made {
		if b.columns[column], err = b.NewStyle(&style); err != nil {
			return err
		}
	}
	heading := made[columnSource]
	heading.Font = &excelize.Font{Family: "Calibri", Size: 11, Bold: true}
	if b.heading, err = b.NewStyle(&heading); err != nil {
		return err
	}
	b.header, err = b.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 11, Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colourHead}},
		Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "left", Indent: 1, WrapText: true}, Protection: locked,
	})
	return err
}

// look sets the widths, the direction, what stays on screen, and the page.
func (b *book) look() error {
	for column := columnID; column <= columnStamp; column++ {
		name, err := excelize.ColumnNumberToName(column)
		if err != nil {
			return err
		}
		if err := b.SetColWidth(b.sheet, name, name, widths[column]+3); err != nil {
			return err
		}
		if column == columnStamp {
			if err := b.SetColVisible(b.sheet, name, false); err != nil {
				return err
			}
		}
	}
	if err := b.SetRowHeight(b.sheet, 1, 24); err != nil {
		return err
	}
	rightToLeft, zoom := locale.Dir(b.language) == "rtl", 100.0
	if err := b.SetSheetView(b.sheet, -1, &excelize.ViewOptions{RightToLeft: &rightToLeft, ZoomScale: &zoom}); err != nil {
		return err
	}
	if err := b.SetPanes(b.sheet, &excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: cell(columnTranslation, 2), ActiveCell: cell(columnTranslation, 2), Pane: "bottomLeft"}},
	}); err != nil {
		return err
	}
	return b.page()
}

// page sets how it prints: one page wide, the header on each.
func (b *book) page() error {
	landscape, a4, one, any, fit := "landscape", 9, 1, 0, true
	if err := b.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	return b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", b.sheet), Scope: b.sheet})
}

// validate makes the state a list to choose from. The states that say what is
// to be done cannot be chosen: they follow from the texts.
func (b *book) validate() error {
	v := excelize.NewDataValidation(true)
	v.Sqref = b.area(columnState)
	if err := v.SetDropList([]string{string(questionnaire.StateTranslated), string(questionnaire.StateReviewed)}); err != nil {
		return err
	}
	v.SetError(excelize.DataValidationErrorStyleStop, "State", "Choose translated, or reviewed once somebody else has read it.")
	return b.AddDataValidation(b.sheet, v)
}

// highlight colours states and empty translations, as they are changed.
func (b *book) highlight() error {
	var rules []excelize.ConditionalFormatOptions
	for _, state := range questionnaire.TranslationStates() {
		colours := stateColours[state]
		style, err := b.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: colours[1]}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colours[0]}},
		})
		if err != nil {
			return err
		}
		rules = append(rules, excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: `"` + string(state) + `"`, Format: &style})
	}
	if err := b.SetConditionalFormat(b.sheet, b.area(columnState), rules); err != nil {
		return err
	}
	empty, err := b.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFBE6"}}})
	if err != nil {
		return err
	}
	return b.SetConditionalFormat(b.sheet, b.area(columnTranslation), []excelize.ConditionalFormatOptions{
		{Type: "blanks", Format: &empty},
	})
}

// protect locks what translators do not change, without a password: it is there
// against slips, not against people. The filter comes first, because it makes
// the properties of the worksheet anew.
func (b *book) protect() error {
	if err := b.AutoFilter(b.sheet, cell(columnID, 1)+":"+cell(columnNote, b.last()), nil); err != nil {
		return err
	}
	return b.ProtectSheet(b.sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, FormatCells: true, AutoFilter: true,
	})
}

// guide writes the worksheet that says what to do.
func (b *book) guide() error {
	const sheet, width = "How to translate", 78
	if _, err := b.NewSheet(sheet); err != nil {
		return err
	}
	wrap, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	lines := []string{
		b.def.Title + ": " + languageName(b.def.Language) + " to " + languageName(b.language),
		"Write into the white columns of the other sheet: the translation, and its state where you want to change it. Everything else is locked against slips; there is no password.",
		"Yellow cells are still empty. State: missing (nothing there yet), stale (the source has changed: correct the translation, or choose translated if it still fits), translated, reviewed (somebody else has read it).",
		"${name} stands for an answer of the respondent. Keep it as it is, wherever it belongs in your sentence.",
		"${count, plural, one {# project} other {# projects}} chooses words by a number, # being the number. Write the forms of your language: " + strings.Join(questionnaire.PluralForms(b.language), ", ") + ". =0 {…} is for exactly that number.",
		"**bold**, *italic* and [text](address) mark up a text. A new line within a cell: Alt+Enter, in LibreOffice Ctrl+Enter.",
		"Save it as .xlsx and send it back. Only cells that you have changed are taken over.",
	}
	for i, line := range lines {
		if err := b.SetCellStr(sheet, cell(1, i+1), line); err != nil {
			return err
		}
		if err := b.SetRowHeight(sheet, i+1, float64(linesIn(line, width))*15+8); err != nil {
			return err
		}
	}
	if err := b.SetColWidth(sheet, "A", "A", width+4); err != nil {
		return err
	}
	return b.SetCellStyle(sheet, "A1", cell(1, len(lines)), wrap)
}
