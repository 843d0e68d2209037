package sheet_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
)

const panel = "../sav/testdata/panel.sav"

// TestSystemFile reads what a system file tells of its columns, and its cells.
func TestSystemFile(t *testing.T) {
	s, err := sheet.Open(t.Context(), panel, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Format != "sav" || s.Title != "A household panel" || s.HeaderRows != 0 || !strings.HasPrefix(s.Program, "GNU pspp") {
		t.Errorf("format %s, title %q, %d header rows, program %q", s.Format, s.Title, s.HeaderRows, s.Program)
	}
	var columns strings.Builder
	for _, c := range s.Columns {
		fmt.Fprintf(&columns, "%s|%s|%s|%d|%v", c.Letter(), c.Question, c.Sub, c.Known.Kind, c.Known.Values)
		if set := c.Known.Set; set != nil {
			fmt.Fprintf(&columns, "|%s %v %q", set.Name, set.Columns, set.Counted)
		}
		fmt.Fprintln(&columns)
	}
	if columns.String() != wantColumns {
		t.Errorf("columns\n%s\nwant\n%s", &columns, wantColumns)
	}
	var rows [][]string
	for row, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Number != len(rows)+1 {
			t.Errorf("row %d is the case %d", row.Number, len(rows)+1)
		}
		rows = append(rows, append([]string(nil), row.Cells...))
	}
	want := "[1 1 34 1 0 1 1 3  2020-06-08 2020-06-08 10:36:30 10:36:00 1.5 Nairobi Café très long 1 2 1.25]"
	if got := fmt.Sprint(rows[0]); len(rows) != 4 || got != want {
		t.Errorf("%d rows, the first %s, want %s", len(rows), got, want)
	}
	age := s.Columns[2].Known
	for cell, missing := range map[string]bool{"997": false, "998": true, "1200.5": true, "": false, "x": false} {
		if age.Missing(cell) != missing {
			t.Errorf("that age %q is missing is not %v", cell, missing)
		}
	}
}

const wantColumns = `id|Respondent ID||0|[]
sex|Sex of the respondent||0|[{1 Female} {2 Male} {9 Prefer not to say}]
age|How old are you?||0|[{998 Don't know} {999 Refused}]
fruit_apple|Which fruit do you eat?|Apples|0|[{0 No} {1 Yes}]|$fruit [3 4 5] "1"
fruit_pear|Which fruit do you eat?|Pears|0|[{0 No} {1 Yes}]|$fruit [3 4 5] "1"
fruit_fig|Which fruit do you eat?|Figs|0|[{0 No} {1 Yes}]|$fruit [3 4 5] "1"
spoke1|Which languages do you speak?||0|[{1 English} {2 French} {3 Swahili} {98 Don't know}]|$spoke [6 7 8] ""
spoke2|Which languages do you speak?||0|[{1 English} {2 French} {3 Swahili} {98 Don't know}]|$spoke [6 7 8] ""
spoke3|Which languages do you speak?||0|[{1 English} {2 French} {3 Swahili} {98 Don't know}]|$spoke [6 7 8] ""
visit|Date of the visit||2|[]
seen|seen||2|[]
began|began||1|[]
score|score||0|[]
town|Where do you live?||1|[{Nairobi Capital of Kenya}]
remarks_long|Anything else?||1|[]
rating1|How do you rate us?|Price|0|[{1 Very bad} {2 Bad} {3 Fair} {4 Good} {5 Very good} {8 Don't know}]
rating2|How do you rate us?|Speed|0|[{1 Very bad} {2 Bad} {3 Fair} {4 Good} {5 Very good} {8 Don't know}]
w|w||0|[]
`

// TestSystemFileRefused reads system files that are damaged, hold more than
// they should, or are to be read in no encoding.
func TestSystemFileRefused(t *testing.T) {
	data, err := os.ReadFile(panel)
	if err != nil {
		t.Fatal(err)
	}
	cases := 6_000_000 // of one value, in a byte each
	header := bytes.Clone(data[:176])
	binary.LittleEndian.PutUint32(header[76:], 0)
	binary.LittleEndian.PutUint32(header[80:], math.MaxUint32)
	many := append(header, 2, 0, 0, 0)
	many = append(many, make([]byte, 20)...)
	many = append(many, "V       \xE7\x03\x00\x00\x00\x00\x00\x00"...)
	many = append(many, bytes.Repeat([]byte{101}, cases)...)
	for _, test := range []struct {
		name, says string
		data       []byte
		options    sheet.Options
		kind       *fault.Kind
	}{
		{"cut off", "break off in case", data[:len(data)-100], sheet.Options{}, fault.Invalid},
		{"cut off early", "up.sav: the file is cut off", data[:500], sheet.Options{}, fault.Invalid},
		{"many cases", "row 5000001 of up.sav: the file has more than 5000000 cases", many, sheet.Options{}, fault.TooLarge},
		{"encoding", `the encoding "klingon" is unknown`, data, sheet.Options{Encoding: "klingon"}, fault.Invalid},
	} {
		err := drain(t, test.data, test.options)
		if err == nil || !errors.Is(err, test.kind) || !strings.Contains(fault.Message(err), test.says) {
			t.Errorf("%s: error %v, want one of kind %v that says %q", test.name, err, test.kind, test.says)
		}
	}
}

// drain opens a file and reads all its rows.
func drain(t *testing.T, data []byte, o sheet.Options) error {
	s, err := sheet.Read(t.Context(), bytes.NewReader(data), "up.sav", o)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, err := range s.Rows(t.Context()) {
		if err != nil {
			return err
		}
	}
	return nil
}
