package sav_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"barometer/internal/collect/intake/sav"
)

func open(t testing.TB, path string) *sav.File {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := sav.Open(bytes.NewReader(data), int64(len(data)), sav.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// asCSV writes all cases as PSPP does with SAVE TRANSLATE /TYPE=CSV.
func asCSV(t *testing.T, f *sav.File) string {
	t.Helper()
	var out strings.Builder
	w := csv.NewWriter(&out)
	cells := make([]string, len(f.Variables))
	for i, v := range f.Variables {
		cells[i] = v.Name
	}
	write := func() {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	write()
	for row, err := range f.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range row {
			cells[i] = csvCell(t, &f.Variables[i], v)
		}
		write()
	}
	w.Flush()
	// PSPP writes the system-missing value as a space without quotes.
	return strings.ReplaceAll(out.String(), `" "`, " ")
}

func csvCell(t *testing.T, v *sav.Variable, value sav.Value) string {
	t.Helper()
	switch {
	case !v.Numeric():
		return value.Text
	case value.Blank(true):
		return " "
	case v.Format.IsDuration():
		n := int(value.Number)
		return fmt.Sprintf("%02d:%02d:%02d", n/3600, n/60%60, n%60)
	case v.Format.IsDate():
		day, ok := sav.AsTime(value.Number)
		if !ok {
			t.Errorf("%s holds %v, which is no date", v.Name, value.Number)
		}
		if v.Format.HasTime() {
			return day.Format("01/02/2006 15:04:05")
		}
		return day.Format("01/02/2006")
	}
	return strconv.FormatFloat(value.Number, 'f', -1, 64)
}

// TestPanel reads one table, in three compressions, as the program that wrote
// it says it is.
func TestPanel(t *testing.T) {
	want, err := os.ReadFile("testdata/panel.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"panel.sav", "panel-plain.sav", "panel.zsav"} {
		t.Run(name, func(t *testing.T) {
			f := open(t, filepath.Join("testdata", name))
			if got := asCSV(t, f); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if f.Label != "A household panel" || f.Encoding != "utf-8" || f.Cases != 4 || f.Zipped != (name == "panel.zsav") {
				t.Errorf("label %q, encoding %s, %d cases, zipped %v", f.Label, f.Encoding, f.Cases, f.Zipped)
			}
			checkPanel(t, f)
		})
	}
}

func checkPanel(t *testing.T, f *sav.File) {
	t.Helper()
	if f.Weight < 0 || f.Variables[f.Weight].Name != "w" {
		t.Errorf("weight is variable %d, not w", f.Weight)
	}
	var sets []string
	for _, s := range f.Sets {
		sets = append(sets, fmt.Sprintf("%s %q %v %v %q", s.Name, s.Label, s.Variables, s.Dichotomies, s.Counted))
	}
	want := []string{`$fruit "Which fruit do you eat?" [3 4 5] true "1"`, `$spoke "Which languages do you speak?" [6 7 8] false ""`}
	if !slices.Equal(sets, want) {
		t.Errorf("sets are %v, not %v", sets, want)
	}
	age, town := f.Variables[2], f.Variables[13]
	if age.Label != "How old are you?" || age.Measure != sav.Scale || fmt.Sprint(age.Labels) != "[{{998 } Don't know} {{999 } Refused}]" {
		t.Errorf("age is %+v", age)
	}
	for x, missing := range map[float64]bool{997: false, 998: true, 1e9: true} {
		if age.Missing.Holds(sav.Value{Number: x}, true) != missing {
			t.Errorf("that %v is missing is not %v", x, missing)
		}
	}
	if fmt.Sprint(town.Labels) != "[{{0 Nairobi} Capital of Kenya}]" || town.Width != 12 {
		t.Errorf("town is %+v", town)
	}
	if long := f.Variables[14]; long.Width != 600 || long.Format.Type == 0 {
		t.Errorf("remarks_long is %+v", long)
	}
}

// references are files of other programs: what PSPP's DISPLAY DICTIONARY says
// of them, and the digest of what its SAVE TRANSLATE /TYPE=CSV makes of them.
var references = map[string]struct {
	cases  int
	labels string // of variables and values
	digest string
}{
	"horticulture": {90, "treatment, yield", "ff857dd29a5444760b7404cf7232e8f488a1574381d0a534836c623fa88c5125"},
	"hotel": {17, "v1 I am satisfied with the level of service 1=Strongly Disagree 2=Disagree 3=No Opinion 4=Agree 5=Strongly Agree, " +
		"v2 The value for money was good 1=Strongly Disagree 2=Disagree 3=No Opinion 4=Agree 5=Strongly Agree, " +
		"v3 The staff were slow in responding 1=Strongly Disagree 2=Disagree 3=No Opinion 4=Agree 5=Strongly Agree, " +
		"v4 My concerns were dealt with in an efficient manner 1=Strongly Disagree 2=Disagree 3=No Opinion 4=Agree 5=Strongly Agree, " +
		"v5 There was too much noise in the rooms 1=Strongly Disagree 2=Disagree 3=No Opinion 4=Agree 5=Strongly Agree",
		"e70ac66fd6f425b84c60babfbfafc96ef581d5e3180ea00d28fe1b2053d9a87d"},
	"iris": {150, "Sepal.Length, Sepal.Width, Petal.Length, Petal.Width, Species 1=setosa 2=versicolor 3=virginica",
		"aa3ce115e7a29ba0173f3ef4c464ebb6f9510dda13a618072a69f6b07275e011"},
	"personnel": {56, "firstname, lastname, sex 0=Male 1=Female, dob Date of birth, occupation, salary Annual salary before tax",
		"a3f7b0376a5ed88153d8713ed7eebb248d026ecbb0c2bd537d561c75cd3a94a4"},
	"physiology": {40, "sex Sex of subject 0=Male 1=Female, height Height in millimeters, weight Weight in kilograms, temperature Internal body temperature in degrees Celcius",
		"e74e867643cdb53d66b03baba4c11c405a3ea2918a9a55f4724c2c9b5f4589f2"},
	"repairs": {30, "mtbf Mean time between failures (months), mttr Mean time to repair (hours), duty_cycle Ratio of working to non-working time, " +
		"factory Manufacturing facility, environment Operating Environment 0=Temperate 1=Tropical",
		"58b2b738e99031b454c44519d64b201f0d62ab41cc238891f951bf9041b2779c"},
}

func TestFilesOfOtherPrograms(t *testing.T) {
	dir := os.Getenv("BAROMETER_TESTDATA")
	if dir == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real exports")
	}
	paths, err := filepath.Glob(filepath.Join(dir, "sav", "*.sav"))
	if err != nil || len(paths) != len(references) {
		t.Fatalf("%d files in %s, want %d: %v", len(paths), dir, len(references), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			want := references[strings.TrimSuffix(filepath.Base(path), ".sav")]
			f := open(t, path)
			if f.Cases != want.cases || dictionary(f) != want.labels {
				t.Errorf("%d cases of %s\nwant %d of %s", f.Cases, dictionary(f), want.cases, want.labels)
			}
			text := asCSV(t, f)
			digest := sha256.Sum256([]byte(text))
			if rows := strings.Count(text, "\n") - 1; rows != want.cases || hex.EncodeToString(digest[:]) != want.digest {
				t.Errorf("%d cases differ from the reference:\n%s", rows, text)
			}
		})
	}
}

func dictionary(f *sav.File) string {
	var all []string
	for _, v := range f.Variables {
		text := strings.TrimSpace(v.Name + " " + v.Label)
		labels := slices.Clone(v.Labels)
		slices.SortFunc(labels, func(a, b sav.ValueLabel) int { return int(a.Value.Number - b.Value.Number) })
		for _, l := range labels {
			text += fmt.Sprintf(" %v=%s", l.Value.Number, l.Label)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// byHand is a file with texts in Windows-1252, missing values, labels of long
// texts and every form of a set, in either byte order.
func byHand(order binary.AppendByteOrder) []byte {
	const f8, a12, date = 5<<16 | 8<<8, 1<<16 | 12<<8, 20<<16 | 11<<8
	w := &writer{order: order}
	w.header(6, 1, -1)
	w.variable("Q1", "Caf\xe9?", 0, f8, -9, 99)
	w.variable("Q2", "", 0, f8)
	w.variable("TOWN", "Town", 12, a12)
	w.variable("DAY", "", 0, date)
	w.variable("LAST", "", 0, f8)
	w.label(1, "na\xefve", 1, 2)
	w.int32(6, 1)
	w.text("a line of documentation", 80)
	w.extension(3, 4, w.part(func(w *writer) { w.int32(1, 0, 0, 0, 1, 1, 2, 1252) }))
	w.extension(4, 8, w.part(func(w *writer) { w.float(-1e300, 1e300, -1e299) }))
	w.extension(99, 1, []byte("unknown"))
	w.extension(7, 1, []byte("$c=C 3 Cat q1 q2\n$d=D1 1 0  q1 q2\n$bad=D q1\n"))
	w.extension(19, 1, []byte("$e=E 11 1 1 0  q1 nobody\n$c=C 5 Again q1\n"))
	w.extension(11, 4, w.part(func(w *writer) { w.int32(1, 8, 0, 2, 8, 0, 1, 8, 0, 3, 8, 0, 9, 8, 0) }))
	w.extension(13, 1, []byte("Q1=Question_one\tQ2=question_ONE\tTOWN=Home.Town"))
	w.extension(16, 8, w.part(func(w *writer) { w.int64(1); w.int64(2) }))
	w.extension(21, 1, w.part(func(w *writer) {
		w.int32(4)
		w.text("TOWN", 4)
		w.int32(12, 1, 12)
		w.text("Lom\xe9", 12)
		w.int32(4)
		w.text("Togo", 4)
	}))
	w.extension(22, 1, w.part(func(w *writer) {
		w.int32(4)
		w.text("TOWN\x01", 5)
		w.int32(8)
		w.text("nowhere", 8)
	}))
	w.end()
	w.Write([]byte{101, 255, 253, 254, 253, 0, 91, 101})
	w.text("Lom\xe9", 8)
	w.float(13779763200)
	w.Write([]byte{102, 253, 253, 255, 100, 252, 0, 0})
	w.text("nowhere", 8)
	w.text("", 8)
	return w.Bytes()
}

func TestBothByteOrders(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			data := byHand(order)
			f, err := sav.Open(bytes.NewReader(data), int64(len(data)), sav.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			fmt.Fprintf(&text, "%s|%s|%s|%d|%d\n", f.Product, f.Label, f.Encoding, f.Cases, f.Weight)
			for _, v := range f.Variables {
				fmt.Fprintf(&text, "%s|%s|%s|%d|%d|%v|%v|%v\n", v.Name, v.Short, v.Label, v.Width, v.Measure, v.Labels, v.Missing.Values, v.Format.IsDate())
			}
			for _, s := range f.Sets {
				fmt.Fprintf(&text, "%s|%s|%v|%v|%s|%v\n", s.Name, s.Label, s.Variables, s.Dichotomies, s.Counted, s.LabelOfCounted)
			}
			for row, err := range f.Rows(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintln(&text, row)
			}
			if text.String() != wantByHand {
				t.Errorf("got\n%swant\n%s", text.String(), wantByHand)
			}
		})
	}
}

const wantByHand = `by hand|Title|windows-1252|2|-1
Question_one|Q1|Café?|0|1|[{{1 } naïve}]|[{-9 } {99 }]|false
Q2|Q2||0|2|[{{1 } naïve}]|[]|false
Home.Town|TOWN|Town|12|1|[{{0 Lomé} Togo}]|[{0 nowhere}]|false
DAY|DAY||0|3|[]|[]|true
LAST|LAST||0|0|[]|[]|false
$c|Cat|[0 1]|false||false
$d||[0 1]|true|1|false
$e|Café?|[0]|true|1|true
[{1 } {NaN } {0 Lomé} {1.37797632e+10 } {-9 }]
[{1 } {2 } {0 nowhere} {NaN } {0 }]
`
