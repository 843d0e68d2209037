package microdata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/publish/microdata"
	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "write the golden files")

func options(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		o := questionnaire.OptionDef{Code: code, Text: strings.ToUpper(code[:1]) + code[1:]}
		switch code {
		case "dk":
			o.Text, o.Missing = "Don’t know", questionnaire.DontKnow
		case "other":
			o.Other = true
		}
		all = append(all, o)
	}
	return all
}

func definition(c questionnaire.Confidentiality) *questionnaire.Definition {
	return &questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: c,
		Administrative: []questionnaire.AdministrativeDef{{Key: "channel"}, {Key: "w", Kind: "weight"}},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "role", Type: "single", Text: "Role", Options: options("user", "vendor", "other", "dk")},
			{Key: "uses", Type: "multiple", Text: "Uses", AskIf: "role == 'user'", Options: options("face", "iris", "dk")},
			{Key: "trust", Type: "matrix", Text: "Trust", Options: options("low", "high"),
				Rows: []questionnaire.RowDef{{Code: "bank", Text: "Bank"}, {Code: "state", Text: "State"}}},
			{Key: "sites", Type: "matrix", PerRow: "multiple", Text: "Sites", Options: options("door", "gate"),
				Rows: []questionnaire.RowDef{{Code: "home", Text: "Home"}}},
			{Key: "staff", Type: "integer", Text: "Staff", Recodes: []questionnaire.RecodeDef{{Key: "size", Groups: []questionnaire.GroupDef{
				{Code: "small", Text: "Small", To: number(50)}, {Code: "large", Text: "Large", From: number(50)}}}}},
			{Key: "since", Type: "date", Text: "Since"},
			{Key: "why", Type: "text", Text: "Why"},
			{Key: "thanks", Type: "note", Text: "Thanks"},
		}}},
	}
}

func number(x float64) *float64 { return &x }

func responses(version string) []*response.Response {
	make := func(id string, d response.Disposition, a response.Answers, admin map[string]string) *response.Response {
		return &response.Response{
			ID: id, Version: version, Language: "en", Source: response.FromOpenLink, Disposition: d,
			Context: response.Context{Date: "2026-05-01"}, Answers: a, Administrative: admin,
		}
	}
	return []*response.Response{
		make("a1", response.Complete, response.Answers{
			"role": response.String("user"), "uses": response.Codes("face", "iris"),
			"trust": response.Rows(map[string]response.Value{"bank": response.String("high")}),
			"sites": response.Rows(map[string]response.Value{"home": response.Codes("gate")}),
			"staff": response.Number(12), "since": response.String("2019-03-31"), "why": response.String("=1+1"),
		}, map[string]string{"channel": "mail", "w": "1.25"}),
		make("a2", response.Complete, response.Answers{
			"role": response.String("other"), "role__other__text": response.String("Auditor, \"independent\""),
			"staff": response.Number(-70), "why": response.String("@home"),
		}, nil),
		make("a3", response.Partial, response.Answers{"role": response.Missing(questionnaire.DontKnow)}, nil),
		make("a4", response.Complete, response.Answers{
			"role": response.String("user"), "uses": response.Missing(questionnaire.DontKnow), "why": response.String("ordinary"),
		}, nil),
	}
}

func build(t testing.TB, q *questionnaire.Questionnaire, responses []*response.Response) *dataset.Dataset {
	t.Helper()
	b := dataset.NewBuilder(q, nil)
	for _, r := range responses {
		if err := b.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	d, err := b.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func export(t *testing.T, c questionnaire.Confidentiality, o microdata.Options) *microdata.Export {
	t.Helper()
	q, problems := questionnaire.Compile(definition(c), nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	all := responses(q.Version)
	o.Responses = each(all)
	e, err := microdata.New(build(t, q, all), o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func each(responses []*response.Response) iter.Seq2[response.Response, error] {
	return func(yield func(response.Response, error) bool) {
		for _, r := range responses {
			if !yield(*r, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, e *microdata.Export, f microdata.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Write(t.Context(), &b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFiles(t *testing.T) {
	tests := []struct {
		file    string
		promise questionnaire.Confidentiality
		options microdata.Options
		format  microdata.Format
	}{
		{"codes.csv", questionnaire.Identified, microdata.Options{}, microdata.CSV},
		{"labels.csv", questionnaire.Identified, microdata.Options{Labels: true}, microdata.CSV},
		{"anonymous.csv", questionnaire.Anonymous, microdata.Options{}, microdata.CSV},
		{"codes.jsonl", questionnaire.Identified, microdata.Options{}, microdata.JSONL},
		{"anonymous.jsonl", questionnaire.Anonymous, microdata.Options{}, microdata.JSONL},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			got := write(t, export(t, test.promise, test.options), test.format)
			got = bytes.ReplaceAll(got, []byte(version(t, test.promise)), []byte("VERSION"))
			golden := filepath.Join("testdata", test.file)
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("the file differs from %s:\n%s", golden, got)
			}
		})
	}
}

func version(t *testing.T, c questionnaire.Confidentiality) string {
	t.Helper()
	q, problems := questionnaire.Compile(definition(c), nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q.Version
}

func TestMissingKindsAreTold(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(write(t, export(t, questionnaire.Identified, microdata.Options{}), microdata.CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		i := slices.Index(records[0], name)
		if i < 0 {
			t.Fatalf("there is no column %s in %v", name, records[0])
		}
		return i
	}
	tests := []struct {
		row        int
		name, want string
	}{
		{1, "uses__face", "1"}, {1, "uses__iris", "1"}, {1, "uses__dk", "0"},
		{2, "uses__face", "#not_asked"}, {2, "role__other__text", "Auditor, \"independent\""},
		{1, "role__other__text", ""}, {3, "role", "dk"}, {3, "staff", "#not_reached"},
		{1, "trust__state", "#skipped"}, {1, "sites__home__gate", "1"}, {1, "sites__home__door", "0"},
		{4, "uses__dk", "1"}, {4, "uses__face", "0"}, {1, "why", "'=1+1"}, {2, "why", "'@home"}, {2, "staff", "-70"},
		{1, "size", "small"}, {1, "w", "1.25"}, {2, "w", "#unknown"}, {1, "since", "2019-03-31"},
	}
	for _, test := range tests {
		if got := records[test.row][column(test.name)]; got != test.want {
			t.Errorf("response %d, %s = %q, want %q", test.row, test.name, got, test.want)
		}
	}
}

func TestAnonymousLeavesOutWhatLeadsToRespondents(t *testing.T) {
	e := export(t, questionnaire.Anonymous, microdata.Options{})
	for _, c := range e.Columns() {
		switch c.Name {
		case "response_id", "response_version", "response_language", "response_source", "channel", "w":
			t.Errorf("column %s is there", c.Name)
		}
	}
	for _, line := range bytes.Split(bytes.TrimSpace(write(t, e, microdata.JSONL)), []byte("\n")) {
		var fields map[string]any
		if err := json.Unmarshal(line, &fields); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"id", "version", "language", "source", "context", "administrative"} {
			if _, ok := fields[name]; ok {
				t.Errorf("field %s is there", name)
			}
		}
	}
}

func TestWorkbookOfResponses(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, export(t, questionnaire.Identified, microdata.Options{}), microdata.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Data")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 {
		t.Fatalf("%d rows, want a header and 4", len(rows))
	}
	since := slices.Index(rows[0], "since")
	if got := rows[1][since]; got != "2019-03-31" {
		t.Errorf("since = %q", got)
	}
	cell, err := excelize.CoordinatesToCellName(since+1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := f.GetCellValue("Data", cell, excelize.Options{RawCellValue: true}); err != nil || raw != "43555" {
		t.Errorf("the date is held as %q, %v", raw, err)
	}
	if why := slices.Index(rows[0], "why"); rows[1][why] != "=1+1" {
		t.Errorf("why = %q; a workbook needs no apostrophe", rows[1][why])
	}
}

func TestUnknownFormat(t *testing.T) {
	err := export(t, questionnaire.Identified, microdata.Options{}).Write(t.Context(), &bytes.Buffer{}, "doc")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "csv, xlsx or jsonl") {
		t.Errorf("err = %v", err)
	}
}
