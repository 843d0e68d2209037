package intake

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// decoded is what one cell means.
type decoded struct {
	value  response.Value          // of a column of answers
	option *questionnaire.Option   // of a single choice or a tick
	list   []*questionnaire.Option // of several choices in one cell
	text   string                  // of "other", of a currency or of an administrative column
	reason string                  // why the cell is refused, "" if it is not
}

// decoder reads the cells of one column. Cells come again and again, so it
// remembers what they meant.
type decoder struct {
	target
	index   int // of the column
	header  string
	labels  map[string]*questionnaire.Option // by label, alias and code in the form of Norm
	order   dateOrder
	known   *sheet.Known // nil unless the file tells
	own     *own         // nil unless this program wrote the file
	ownText bool         // "other" has no column of its own: a text here is one
	memo    map[string]decoded
	filled  int // cells that were not blank
}

// mostRemembered bounds the memory of a column of free texts.
const mostRemembered = 5000

// decode reads a cell that is not blank.
func (d *decoder) decode(cell string) decoded {
	if d.question != nil && d.option == nil && !d.currency && d.shape() == questionnaire.ShapeText {
		return d.read(cell) // hardly any text comes twice
	}
	if found, ok := d.memo[cell]; ok {
		return found
	}
	result := d.read(cell)
	if len(d.memo) < mostRemembered {
		d.memo[strings.Clone(cell)] = result
	}
	return result
}

func (d *decoder) read(cell string) decoded {
	if d.own != nil {
		if d.own.guarded {
			cell = unguard(cell)
		}
		if result, ok := d.readOwn(cell); ok {
			return result
		}
	}
	clean := label.Clean(cell)
	if d.known != nil && clean != "" {
		if result, ok := d.readKnown(clean); ok {
			return result
		}
	}
	switch {
	case clean == "":
		return decoded{}
	case d.admin != nil:
		return d.readAdministrative(clean)
	case d.currency:
		return d.readCurrency(clean)
	case d.place > 0:
		return d.readCode(cell, clean)
	case d.isPart():
		return d.readPart(clean)
	case d.option != nil && (d.option.Other || d.text):
		return d.readOther(cell, clean)
	case d.option != nil:
		return d.readTick(clean)
	}
	switch d.shape() {
	case questionnaire.ShapeCode:
		return d.readCode(cell, clean)
	case questionnaire.ShapeCodes:
		return d.readCodes(cell, clean)
	case questionnaire.ShapeNumber, questionnaire.ShapeItems:
		return d.readNumber(clean)
	case questionnaire.ShapeDate:
		return d.readDate(clean)
	case questionnaire.ShapeFile:
		if o, ok := d.labels[label.Norm(clean)]; ok {
			return choice(o)
		}
		return decoded{}
	case questionnaire.ShapeMonth:
		return d.readMonth(clean)
	case questionnaire.ShapeRanks:
		return d.readRanks(cell, clean)
	case questionnaire.ShapeAmount:
		return d.readAmount(clean)
	case questionnaire.ShapeText:
		return d.readText(cell, clean)
	}
	return decoded{reason: "the question takes no answer; remove the column or change the question's type"}
}

// shape is that of the answer or, for a matrix, of the row's or the cell's.
func (d *decoder) shape() questionnaire.Shape { return d.asked().Shape() }

// plain is a text as it is kept: without control characters and spaces around
// it, with its line breaks.
func plain(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexFunc(s, isUnwanted) < 0 {
		return strings.Clone(s)
	}
	return strings.Map(func(r rune) rune {
		if isUnwanted(r) {
			return -1
		}
		return r
	}, s)
}

func isUnwanted(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

func (d *decoder) readAdministrative(clean string) decoded {
	switch d.admin.Administrative {
	case questionnaire.AdministrativeNumber, questionnaire.AdministrativeWeight:
		x, ok := parseNumber(clean)
		if !ok || d.admin.Administrative == questionnaire.AdministrativeWeight && x < 0 {
			return decoded{reason: "this is no number; correct it, or give the administrative column kind: text"}
		}
		return decoded{text: strconv.FormatFloat(x, 'f', -1, 64)}
	case questionnaire.AdministrativeDate:
		day, ok := readDay(clean, d.order)
		if !ok {
			return decoded{reason: "this is no date; write it as YYYY-MM-DD, or give the administrative column kind: text"}
		}
		return decoded{text: day}
	}
	return decoded{text: strings.Clone(clean)}
}

// readDay reads a date, or a day as spreadsheets count them.
func readDay(s string, order dateOrder) (string, bool) {
	if day, ok := parseDate(s, order); ok {
		return day, true
	}
	return parseSerial(s)
}

// readOther reads the column of an "other": its label is a tick, anything
// else a text.
func (d *decoder) readOther(cell, clean string) decoded {
	n := label.Norm(clean)
	if o := d.labels[n]; o == d.option && n != strings.ToLower(d.option.Code) || n == label.Norm(d.header) {
		return decoded{option: d.option}
	}
	if !d.text && n == "0" {
		return decoded{}
	}
	return decoded{option: d.option, text: plain(cell)}
}

// readTick reads a column of ticks.
func (d *decoder) readTick(clean string) decoded {
	n := label.Norm(clean)
	switch {
	case d.labels[n] == d.option || label.IsTick(n) || slices.Contains(headerForms(d.header), n):
		return decoded{option: d.option}
	case label.IsUntick(n):
		return decoded{}
	}
	return decoded{reason: fmt.Sprintf("the column is of the option %q; a tick is that label, its code, 1, x or yes. If the label is another one for it, add it to the option's aliases", wording(d.option.Text))}
}

func (d *decoder) readNumber(clean string) decoded {
	if x, ok := parseNumber(clean); ok {
		if d.asked().Decimals == 0 && x != math.Trunc(x) {
			return decoded{reason: "this is no whole number; correct it, or write type: decimal"}
		}
		return decoded{value: response.Number(x)}
	}
	if o, ok := d.labels[label.Norm(clean)]; ok {
		return choice(o)
	}
	return decoded{reason: "this is no number; correct it, or add it as an option with missing: dont_know or refused"}
}

func (d *decoder) readDate(clean string) decoded {
	if day, ok := readDay(clean, d.order); ok {
		return decoded{value: response.String(day)}
	}
	if o, ok := d.labels[label.Norm(clean)]; ok {
		return choice(o)
	}
	return decoded{reason: "this is no date; write it as YYYY-MM-DD"}
}

func (d *decoder) readText(cell, clean string) decoded {
	if len(d.labels) > 0 {
		if o, ok := d.labels[label.Norm(clean)]; ok {
			return choice(o)
		}
	}
	text := plain(cell)
	if f := d.asked().Type.Format; !response.Fits(f, text) {
		return decoded{reason: misfits[f]}
	}
	return decoded{value: response.String(text)}
}

// misfits are the reasons why a text of a format is refused.
var misfits = map[questionnaire.Format]string{
	questionnaire.FormatEmail: "this is no e-mail address; correct it, or write type: text",
	questionnaire.FormatURL:   "this is no address of a page; write it with https://, or write type: text",
}
