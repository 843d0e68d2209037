package xlsx

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

func TestSheetName(t *testing.T) {
	tests := []struct{ title, used, want string }{
		{"Frequencies", "", "Frequencies"},
		{"By role/region: all?", "", "By role-region- all-"},
		{"'quoted'", "", "quoted"},
		{"History", "", "History 1"},
		{"", "", "1"},
		{"A title that is much longer than a tab", "", "A title that is much longer tha"},
		{"Data", "data", "Data 2"},
		{"A title that is much longer than a tab", "a title that is much longer tha", "A title that is much longer t 2"},
		{"Résultats 2026", "résultats 2026", "Résultats 2026 2"},
		{strings.Repeat("😀", 20), "", strings.Repeat("😀", 15)},
	}
	for _, test := range tests {
		used := map[string]bool{}
		if test.used != "" {
			used[test.used] = true
		}
		if got := sheetName(test.title, used); got != test.want {
			t.Errorf("sheetName(%q) = %q, want %q", test.title, got, test.want)
		}
	}
}

func FuzzSheetName(f *testing.F) {
	for _, s := range []string{"a", "History", "'", "[x]", "\x00", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "\xff", "History 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, title string) {
		book := excelize.NewFile()
		defer book.Close()
		used := map[string]bool{"sheet1": true}
		for range 2 {
			name := sheetName(title, used)
			if used[foldName(name)] {
				t.Fatalf("%q is in use", name)
			}
			used[foldName(name)] = true
			if _, err := book.NewSheet(name); err != nil {
				t.Fatalf("%q of %q: %v", name, title, err)
			}
		}
	})
}

func TestCleanText(t *testing.T) {
	long := strings.Repeat("é", maxCell+5)
	tests := []struct{ name, text, want string }{
		{"plain", "a\tb\nc", "a\tb\nc"},
		{"control characters", "a\x00b\x1bc", "a\uFFFDb\uFFFDc"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"},
		{"just fits", strings.Repeat("é", maxCell), strings.Repeat("é", maxCell)},
		{"too long", long, strings.Repeat("é", maxCell-1) + "…"},
		{"surrogates", strings.Repeat("😀", maxCell), strings.Repeat("😀", (maxCell-1)/2) + "…"},
	}
	for _, test := range tests {
		got := cleanText(test.text)
		if got != test.want {
			t.Errorf("%s: %d characters, want %d", test.name, utf8.RuneCountInString(got), utf8.RuneCountInString(test.want))
		}
		if n := len(utf16.Encode([]rune(got))); n > maxCell {
			t.Errorf("%s: %d UTF-16 units", test.name, n)
		}
	}
}

func TestUniqueHeaders(t *testing.T) {
	got := uniqueHeaders([]string{"role", "Role", "", "a\nb", "ROLE", "column_3"})
	want := []string{"role", "Role_2", "column_3", "a b", "ROLE_3", "column_3_2"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSerialDate(t *testing.T) {
	tests := []struct {
		date string
		want any
	}{
		{"2026-05-01", 46143}, {"1900-03-01", 61}, {"1900-02-28", "1900-02-28"}, {"1850-01-01", "1850-01-01"},
	}
	for _, test := range tests {
		day, err := time.Parse(time.DateOnly, test.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := serialDate(day); got != test.want {
			t.Errorf("serialDate(%s) = %v, want %v", test.date, got, test.want)
		}
	}
}

func TestTextHeightGrowsWithTheText(t *testing.T) {
	short := textHeight("One line", 40, look{})
	long := textHeight(strings.Repeat("several words ", 20), 40, look{})
	if short != 15.8 && short != 15 {
		t.Errorf("one line takes %v points", short)
	}
	if long < 5*12 || long > 12*14 {
		t.Errorf("280 characters in a column of 40 take %v points", long)
	}
}
