package sheet_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
)

func read(t *testing.T, data string, o sheet.Options) (*sheet.Sheet, error) {
	t.Helper()
	s, err := sheet.Read(context.Background(), strings.NewReader(data), "test.csv", o)
	if err == nil {
		t.Cleanup(func() { s.Close() })
	}
	return s, err
}

// rows gives the rows of a sheet as text: cells joined by |, rows by a line
// end.
func rows(t *testing.T, s *sheet.Sheet) string {
	t.Helper()
	var lines []string
	for row, err := range s.Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Join(row.Cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func TestEncodings(t *testing.T) {
	const text = "Name,What’s your view?\nA,Don’t know\u00a0\nB,“Very good” – café\n"
	encode := map[string]func(string) (string, error){
		"utf-8":        func(s string) (string, error) { return s, nil },
		"windows-1252": charmap.Windows1252.NewEncoder().String,
		"macintosh":    charmap.Macintosh.NewEncoder().String,
		"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String,
		"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String,
	}
	for name, enc := range encode {
		data, err := enc(text)
		if err != nil {
			t.Fatal(err)
		}
		s, err := read(t, data, sheet.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Encoding != name || s.Evidence == "" {
			t.Errorf("%s is taken for %s (%s)", name, s.Encoding, s.Evidence)
		}
		if got, want := rows(t, s), "A|Don’t know\u00a0\nB|“Very good” – café"; got != want {
			t.Errorf("%s: rows %q, want %q", name, got, want)
		}
		if s.Columns[1].Question != "What’s your view?" {
			t.Errorf("%s: header %q", name, s.Columns[1].Question)
		}
	}
}

func TestByteOrderMarkIsNoHeader(t *testing.T) {
	s, err := read(t, "\ufeffRespondent ID,Role\n1,Supplier\n", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Columns[0].Question != "Respondent ID" {
		t.Errorf("first header %q", s.Columns[0].Question)
	}
}

func TestNearlyUTF8(t *testing.T) {
	s, err := read(t, "Name,City\n"+strings.Repeat("Zoë,Köln\n", 30)+"B\xe9a,Oslo\n", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Encoding != "utf-8" || !strings.Contains(s.Evidence, "from line 32 on (1)") {
		t.Errorf("taken for %s (%s)", s.Encoding, s.Evidence)
	}
	if got := rows(t, s); !strings.HasPrefix(got, "Zoë|Köln\n") || !strings.HasSuffix(got, "\nB\ufffda|Oslo") {
		t.Errorf("rows %q", got)
	}
}

func TestDelimitersAndLineEnds(t *testing.T) {
	for _, test := range []struct {
		data  string
		delim rune
	}{
		{"a,b\n1,2\n3,4\n", ','},
		{"a;b\n1,5;2\n3,7;4\n", ';'},
		{"a\tb\r\n1, one, or\t2\r\n3\t4\r\n", '\t'},
		{"a|b\n1|2\n", '|'},
		{"a;b\r1;2\r3;4\r", ';'},
	} {
		s, err := read(t, test.data, sheet.Options{})
		if err != nil {
			t.Errorf("%q: %v", test.data, err)
			continue
		}
		if s.Delimiter != test.delim || len(s.Columns) != 2 {
			t.Errorf("%q: delimiter %q and %d columns, want %q and 2", test.data, s.Delimiter, len(s.Columns), test.delim)
		}
	}
}

func TestQuotes(t *testing.T) {
	s, err := read(t, "a,b\n\"x, \"\"y\"\"\",\"line 1\nline 2\"\n\n5'4\",\"stray\" quote\n\"\",\"say \"so, so\" twice\"", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "x, \"y\"|line 1\nline 2\n\n5'4\"|stray\" quote\n|say \"so, so\" twice"
	if got := rows(t, s); got != want {
		t.Errorf("rows %q, want %q", got, want)
	}
	numbers := []int{}
	for row, err := range s.Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, row.Number)
	}
	if !slices.Equal(numbers, []int{2, 3, 4, 5}) {
		t.Errorf("row numbers %v: blank lines count as rows, line ends in quotes do not", numbers)
	}
}

func TestLayouts(t *testing.T) {
	for _, test := range []struct {
		name, data, title string
		headers           int
		columns           []string // question/row/sub
	}{
		{
			"one row", "RespondentID,Role,Age\n1,Supplier,30\n2,User,40\n3,User,50\n", "", 1,
			[]string{"RespondentID//", "Role//", "Age//"},
		},
		{
			"title and two rows, filled forward",
			"Survey 2019\nID,Why?,,,\nID,Cost,Speed,Other (please specify),\n1,Cost,,,\n2,Cost,Speed,because,\n", "Survey 2019", 2,
			[]string{"ID//ID", "Why?//Cost", "Why?//Speed", "Why?//Other (please specify)", "//"},
		},
		{
			"digits on duplicates",
			"ID,Why?,,Plan?\nID,Cost,Speed12,Response3\n1,Cost,Speed,Yes\n2,Cost,Speed,No\n3,,Speed,Yes\n", "", 2,
			[]string{"ID//ID", "Why?//Cost", "Why?//Speed12", "Plan?//Response3"},
		},
		{
			"three rows",
			"ID,Tools used,,,\n,Test,,Live,\n,Git,SVN,Git,SVN\n1,Git,,Git,\n2,Git,SVN,,SVN\n", "", 3,
			[]string{"ID//", "Tools used/Test/Git", "Tools used/Test/SVN", "Tools used/Live/Git", "Tools used/Live/SVN"},
		},
		{
			"cut headers",
			"id,Which pies? - Apple,Which pies? - Pecan,Main dish,Main dish - Other (please specify),Grid [Speed],Grid [Price],Will you watch? - Parade\n1,Apple,,Turkey,,Good,Bad,Parade\n2,,Pecan,Other,Fish,Bad,Bad,\n", "", 1,
			[]string{"id//", "Which pies?//Apple", "Which pies?//Pecan", "Main dish//", "Main dish//Other (please specify)", "Grid//Speed", "Grid//Price", "Will you watch?//Parade"},
		},
	} {
		s, err := read(t, test.data, sheet.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, c := range s.Columns {
			got = append(got, c.Question+"/"+c.Row+"/"+c.Sub)
		}
		if s.Title != test.title || s.HeaderRows != test.headers || !slices.Equal(got, test.columns) {
			t.Errorf("%s: title %q, %d header rows, columns %q", test.name, s.Title, s.HeaderRows, got)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, data, says string
		options          sheet.Options
		kind             *fault.Kind
	}{
		{"empty", "", "is empty", sheet.Options{}, fault.Invalid},
		{"blank", "\n\n  \n", "no row of headers", sheet.Options{}, fault.Invalid},
		{"zero bytes", "a,b\n1,2\n1,\x002\n", "line 3 holds a zero byte", sheet.Options{}, fault.Invalid},
		{"quote never closed", "a,b\n1,\"2\n3,4\n", "opened in line 2 and never closed", sheet.Options{}, fault.Invalid},
		{"too large", strings.Repeat("a,b\n", 1000), "larger than", sheet.Options{MaxBytes: 100}, fault.TooLarge},
		{"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "save it as .xlsx", sheet.Options{}, fault.Invalid},
		{"cut-off system file", "$FL2@(#) SPSS DATA FILE", "cut off", sheet.Options{}, fault.Invalid},
		{"unknown encoding", "a,b\n", "use utf-8", sheet.Options{Encoding: "ebcdic"}, fault.Invalid},
		{"no such header rows", "a,b\n1,2\n", "name 1 to 2", sheet.Options{HeaderRows: 3}, fault.Invalid},
		{"cut-off workbook", "PK\x03\x04\x14\x00\x06\x00", "cut off", sheet.Options{}, fault.Invalid},
	} {
		_, err := read(t, test.data, test.options)
		if err == nil || !errors.Is(err, test.kind) || !strings.Contains(fault.Message(err), test.says) {
			t.Errorf("%s: error %v of kind %v, want one of kind %v that says %q", test.name, err, fault.KindOf(err), test.kind, test.says)
		}
	}
	if _, err := sheet.Open(context.Background(), filepath.Join(t.TempDir(), "none.csv"), sheet.Options{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := sheet.Open(context.Background(), t.TempDir(), sheet.Options{}); !errors.Is(err, fault.Invalid) {
		t.Errorf("a folder: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long.csv")
	if err := os.WriteFile(path, []byte("a,b\n"+strings.Repeat("1,2\n", 10000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := sheet.Open(context.Background(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	for _, err = range s.Rows(ctx) {
		if n++; n == 10 {
			cancel()
		}
	}
	if !errors.Is(err, context.Canceled) || n > 2000 {
		t.Errorf("after %d rows: %v, want the cancellation soon", n, err)
	}
}
