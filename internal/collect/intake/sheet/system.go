package sheet

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"barometer/internal/collect/intake/sav"
	"barometer/internal/fault"
	"barometer/internal/questionnaire/label"
)

// systemFile is an SPSS system file. Its first row of data is row 1.
type systemFile struct {
	file *os.File
	data *sav.File
}

// maxCases is how many rows a system file may have: a few bytes may stand for
// very many.
const maxCases = 5_000_000

func openSystemFile(s *Sheet, f *os.File, size int64, o Options) (source, error) {
	data, err := sav.Open(f, size, sav.Options{Encoding: o.Encoding})
	if err != nil {
		return nil, fault.New(fault.KindOf(err), "%s: %w", s.Name, err)
	}
	s.Format, s.Encoding, s.Evidence, s.Title = "sav", data.Encoding, data.Evidence, label.Clean(data.Label)
	s.Program = label.Clean(data.Product)
	s.first = 1
	s.Columns = variableColumns(data)
	return &systemFile{file: f, data: data}, nil
}

// maxText is how many bytes of a label are read. SPSS itself allows 256.
const maxText = 4000

// cleanText is a label as a text of a questionnaire.
func cleanText(s string) string {
	s = label.Clean(s)
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

// variableColumns makes columns of variables. Labels such as "Question -
// Option" are cut in two as in tables.
func variableColumns(data *sav.File) []Column {
	columns := make([]Column, len(data.Variables))
	for i := range data.Variables {
		v := &data.Variables[i]
		name := cmp.Or(label.Clean(v.Name), "VAR"+strconv.Itoa(i+1))
		columns[i] = Column{
			Index: i, Headers: []string{name}, Question: cmp.Or(cleanText(v.Label), name), Known: known(v),
		}
		columns[i].Known.Weight = i == data.Weight
	}
	splitHeaders(columns, nil)
	for _, set := range data.Sets {
		joinSet(columns, data, set)
	}
	return columns
}

// joinSet puts the columns of a multiple-response set under one question. A
// variable of several sets belongs to the first.
func joinSet(columns []Column, data *sav.File, set sav.Set) {
	joined := &Set{Name: cleanText(set.Name)}
	question := cmp.Or(cleanText(set.Label), strings.TrimPrefix(joined.Name, "$"))
	if set.Dichotomies {
		joined.Counted = countedCell(&data.Variables[set.Variables[0]], set.Counted)
	}
	for _, i := range set.Variables {
		c, v := &columns[i], &data.Variables[i]
		if c.Known.Set != nil {
			continue
		}
		c.Known.Set = joined
		c.Question, c.Row, c.Sub = question, "", ""
		if set.Dichotomies {
			option := cleanText(v.Label)
			if text, ok := c.Known.Label(joined.Counted); ok && set.LabelOfCounted {
				option = text
			}
			c.Sub = cmp.Or(option, c.Headers[0])
		}
		joined.Columns = append(joined.Columns, i)
	}
}

// countedCell is the cell of a counted value, which a file writes as a text.
func countedCell(v *sav.Variable, counted string) string {
	if x, err := strconv.ParseFloat(counted, 64); err == nil && v.Numeric() {
		return numberCell(x)
	}
	return counted
}

// known is what a variable's definition tells.
func known(v *sav.Variable) *Known {
	k := &Known{Kind: Number, low: 1, high: 0}
	switch {
	case !v.Numeric() || v.Format.IsDuration():
		k.Kind = Text
	case v.Format.IsDate():
		k.Kind = Date
	}
	labels := slices.Clone(v.Labels)
	if v.Numeric() {
		slices.SortStableFunc(labels, func(a, b sav.ValueLabel) int { return cmp.Compare(a.Value.Number, b.Value.Number) })
	}
	for _, l := range labels {
		if text := cleanText(l.Label); text != "" {
			k.Values = append(k.Values, KnownValue{Cell: label.Clean(systemCell(v, l.Value)), Label: text})
		}
	}
	k.index()
	for _, m := range v.Missing.Values {
		k.missing = append(k.missing, label.Clean(systemCell(v, m)))
	}
	if v.Missing.HasRange {
		k.low, k.high = v.Missing.Low, v.Missing.High
	}
	return k
}

func (f *systemFile) records(ctx context.Context) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		cells := make([]string, len(f.data.Variables))
		n := 0
		for values, err := range f.data.Rows(ctx) {
			if n++; err == nil && (n > maxCases || n > maxCells/len(cells)) {
				err = fault.New(fault.TooLarge, "the file has more than %d cases or %d values; save it with fewer variables, or in parts", maxCases, maxCells)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for i, value := range values {
				cells[i] = systemCell(&f.data.Variables[i], value)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// systemCell writes a value as a cell: points in time and lengths of time as
// people do, "" for the system-missing value.
func systemCell(v *sav.Variable, value sav.Value) string {
	switch {
	case !v.Numeric():
		return value.Text
	case value.Blank(true):
		return ""
	case v.Format.IsDuration() && value.Number >= 0 && value.Number < 1e9:
		n := int(value.Number)
		return fmt.Sprintf("%02d:%02d:%02d", n/3600, n/60%60, n%60)
	case v.Format.IsDate():
		if t, ok := sav.AsTime(value.Number); ok && v.Format.HasTime() {
			return t.Format(time.DateTime)
		} else if ok {
			return t.Format(time.DateOnly)
		}
	}
	return numberCell(value.Number)
}

// Numbers up to these are written without exponent.
const mostDigits = 1e15

func numberCell(x float64) string {
	if x == 0 {
		return "0" // also where it is -0
	}
	if i := int(x); float64(i) == x && i > -mostDigits && i < mostDigits {
		return strconv.Itoa(i)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// Close closes the file.
func (f *systemFile) Close() error { return f.file.Close() }
