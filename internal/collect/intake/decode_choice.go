package intake

import (
	"fmt"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// readCode reads one option by its label, an alias or its code.
func (d *decoder) readCode(cell, clean string) decoded {
	if o, ok := d.findOption(clean); ok {
		return choice(o)
	}
	if other, ok := otherOption(d.question); ok && d.ownText && d.row == nil {
		return decoded{option: other, value: response.String(other.Code), text: plain(cell)}
	}
	return decoded{reason: d.noOption(clean)}
}

// choice is an option as an answer.
func choice(o *questionnaire.Option) decoded {
	if o.Missing != questionnaire.NotMissing {
		return decoded{option: o, value: response.Missing(o.Missing)}
	}
	return decoded{option: o, value: response.String(o.Code)}
}

func (d *decoder) findOption(clean string) (*questionnaire.Option, bool) {
	n := label.Norm(clean)
	if o, ok := d.labels[n]; ok {
		return o, true
	}
	// Points of a scale come as 4, 4.0 or "4 - Good".
	if x, ok := parseNumber(n); ok && x == float64(int(x)) {
		o, ok := d.labels[strconv.Itoa(int(x))]
		return o, ok
	}
	point, ok := label.ParseOrdinal(clean)
	if !ok {
		return nil, false
	}
	o, ok := d.asked().Option(strconv.Itoa(point))
	return o, ok && o.HasScore && o.Score == float64(point)
}

func (d *decoder) noOption(clean string) string {
	if proposal, ok := label.Damaged(clean); ok {
		return fmt.Sprintf("no option has this label. If a spreadsheet made a date of %s, add this value to the aliases of that option", proposal)
	}
	return fmt.Sprintf("question %s has no option with this label or code; add one, or add the label to the aliases of an option", d.question.Key)
}

// readCodes reads several options in one cell.
func (d *decoder) readCodes(cell, clean string) decoded {
	if o, ok := d.findOption(clean); ok {
		return decoded{list: []*questionnaire.Option{o}}
	}
	other, hasOther := otherOption(d.question)
	hasOther = hasOther && d.ownText && d.row == nil
	if found, ok := d.spaced(clean); ok {
		return decoded{list: found}
	}
	var unknown []string
	for _, sep := range append([]string{"\n"}, separators...) {
		if !strings.Contains(cell, sep) {
			continue
		}
		found, rest := d.split(cell, sep)
		if len(rest) == 0 {
			return decoded{list: found}
		}
		if hasOther && len(rest) == 1 && len(found) > 0 {
			return decoded{list: append(found, other), text: rest[0]}
		}
		unknown = rest
	}
	if hasOther && unknown == nil {
		return decoded{list: []*questionnaire.Option{other}, text: plain(cell)}
	}
	return decoded{reason: d.noOption(clean)}
}

// spaced reads several codes with spaces between them, as forms of XLSForm are
// exported: nothing but codes, since labels hold spaces too.
func (d *decoder) spaced(clean string) (found []*questionnaire.Option, ok bool) {
	codes := strings.Fields(clean)
	for _, code := range codes {
		o, ok := d.asked().Option(code)
		if !ok {
			return nil, false
		}
		found = append(found, o)
	}
	return found, len(codes) > 1
}

// split cuts a cell and finds an option for every part; parts that are no
// option by themselves are joined with those behind them, since labels may
// hold the separator. What is left is in rest.
func (d *decoder) split(cell, sep string) (found []*questionnaire.Option, rest []string) {
	parts := strings.Split(cell, sep)
	for i := 0; i < len(parts); {
		if label.Clean(parts[i]) == "" {
			i++
			continue
		}
		width := 0
		for w := len(parts) - i; w > 0 && width == 0; w-- {
			if o, ok := d.findOption(label.Clean(strings.Join(parts[i:i+w], sep))); ok {
				found, width = append(found, o), w
			}
		}
		if width == 0 {
			rest, width = append(rest, label.Clean(parts[i])), 1
		}
		i += width
	}
	return found, rest
}
