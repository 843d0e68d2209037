package intake_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
)

// small is a questionnaire with one question of every kind of column.
const small = `
survey: demo
edition: "2022"
language: en
title: Demo
confidentiality: confidential
administrative:
  - {key: respondent_id, text: Respondent ID}
  - {key: completed, text: Completed}
  - {key: joined, text: Joined on, kind: date}
  - {key: weight, text: Weight, kind: weight}
sections:
  - key: main
    title: Main
    questions:
      - key: role
        type: single
        text: What is your role?
        aliases: [Your role]
        options:
          - {code: sup, text: Supplier, aliases: [Vendor]}
          - {code: gov, text: Government}
          - {code: oth, text: Other, other: true}
          - {code: dk, text: Don't know, missing: dont_know}
      - key: uses
        type: multiple
        text: What do you use?
        options:
          - {code: cards, text: Cards}
          - {code: keys, text: "Keys, or tokens"}
          - {code: none, text: None of these, exclusive: true}
          - {code: oth, text: Other, other: true}
          - {code: dk, text: Don't know, missing: dont_know}
      - key: plan
        type: single
        text: What do you plan?
        options:
          - {code: buy, text: Buy}
          - {code: build, text: Build}
      - key: view
        type: matrix
        text: How good is it?
        options:
          - {code: good, text: Good}
          - {code: bad, text: Bad}
        rows:
          - {code: price, text: Price}
          - {code: speed, text: Speed}
      - key: tools
        type: matrix
        per_row: multiple
        text: Which tools?
        options:
          - {code: git, text: Git}
          - {code: svn, text: SVN}
        rows:
          - {code: test, text: Test}
          - {code: live, text: Live}
      - {key: staff, type: integer, text: How many staff?}
      - {key: opened, type: date, text: When did you open?}
      - {key: remark, type: paragraph, text: Remarks}
`

// take imports rows of text below a header line.
func take(t *testing.T, header string, rows ...string) ([]response.Response, *intake.ImportReport, error) {
	t.Helper()
	data := header + "\n" + strings.Join(rows, "\n") + "\n"
	s, err := sheet.Read(context.Background(), strings.NewReader(data), "demo.csv", sheet.Options{HeaderRows: 1 + strings.Count(header, "\n")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return importSheet(t, s, compile(t, small), intake.ImportOptions{})
}

func TestImportForms(t *testing.T) {
	for _, test := range []struct{ name, header, row, want string }{
		{"labels", "What is your role?", "Supplier", `{"role":"sup"}`},
		{"codes under keys", "role", "GOV", `{"role":"gov"}`},
		{"alias of question and option", "your role", "vendor", `{"role":"sup"}`},
		{"spaces, case and numbering", "Q1 01—What is  your role?", "  SUPPLIER\u00a0", `{"role":"sup"}`},
		{"missing kind", "role", "Don’t know", `{"role":{"missing":"dont_know"}}`},
		{"other text in the answer's column", "role", "Auditor", `{"role":"oth","role__oth__text":"Auditor"}`},
		{"other tick and text under one header", "What is your role?,,\nResponse,Other,Other", "Other,Other,Auditor", `{"role":"oth","role__oth__text":"Auditor"}`},
		{"other text alone", "What is your role?,\nResponse,Other12", ",Auditor", `{"role":"oth","role__oth__text":"Auditor"}`},
		{"other text beside an answer", "What is your role?,\nResponse,Other", "Supplier,and auditor", `{"role":"sup","role__oth__text":"and auditor"}`},
		{"ticks by label", "What do you use?,,\nCards3,\"Keys, or tokens\",None of these", `Cards,"Keys, or tokens",`, `{"uses":["cards","keys"]}`},
		{"ticks by number under our names", "uses__cards,uses__keys,uses__none,uses__oth__text", "1,0,0,rings", `{"uses":["cards","oth"],"uses__oth__text":"rings"}`},
		{"nothing ticked", "uses__cards,uses__keys,role", "0,0,sup", `{"role":"sup"}`},
		{"don't know alone", "uses__cards,uses__dk", ",1", `{"uses":{"missing":"dont_know"}}`},
		{"don't know beside others", "uses__cards,uses__dk", "1,1", `{"uses":["cards"]}`},
		{"several in a cell", "uses", `"Cards;Keys, or tokens"`, `{"uses":["cards","keys"]}`},
		{"commas in labels", "uses", `"Cards, Keys, or tokens"`, `{"uses":["cards","keys"]}`},
		{"several and a text", "uses", "Cards; rings", `{"uses":["cards","oth"],"uses__oth__text":"rings"}`},
		{"single from ticks", "What do you plan? - Buy,What do you plan? - Build", ",Build", `{"plan":"build"}`},
		{"matrix in two rows", "How good is it?,\nPrice,Speed", "good,Bad", `{"view":{"price":"good","speed":"bad"}}`},
		{"matrix in one row", "How good is it? [Price],How good is it? [Speed]", ",Bad", `{"view":{"speed":"bad"}}`},
		{"matrix under our names", "view__price,view__speed", "good,", `{"view":{"price":"good"}}`},
		{"matrix of ticks in three rows", "Which tools?,,,\nTest,,Live,\nGit,SVN,Git,SVN", "Git,,Git,SVN", `{"tools":{"live":["git","svn"],"test":["git"]}}`},
		{"matrix of ticks under our names", "tools__test__git,tools__live__svn", "1,1", `{"tools":{"live":["svn"],"test":["git"]}}`},
		{"matrix with several in a cell", "tools__test,tools__live", "git;svn,SVN", `{"tools":{"live":["svn"],"test":["git","svn"]}}`},
		{"numbers", "How many staff?", `"1,250"`, `{"staff":1250}`},
		{"dates", "When did you open?", "06/08/2020 10:36:30 AM", `{"opened":"2020-06-08"}`},
		{"serial dates", "When did you open?", "43277.37956", `{"opened":"2018-06-26"}`},
		{"texts keep their lines", "Remarks", "\"one\ntwo \"", `{"remark":"one\ntwo"}`},
		{"answers against the logic of exclusive options", "uses__cards,uses__none", "1,1", `{"uses":["cards","none"]}`},
	} {
		responses, report, err := take(t, test.header, test.row)
		if err != nil {
			t.Errorf("%s: %v\n%s", test.name, err, report)
			continue
		}
		if len(responses) != 1 || asJSON(t, responses[0].Answers) != test.want {
			t.Errorf("%s: %s, want %s", test.name, asJSON(t, responses[0].Answers), test.want)
		}
	}
}

func TestImportRefusesRowsWithReasons(t *testing.T) {
	responses, report, err := take(t, "Respondent ID,role,plan__buy,plan__build,staff,opened,weight,uses__cards,view__price",
		"1,sup,1,,5,2020-01-01,1,1,good",
		"2,sup,1,1,five,yesterday,heavy,maybe,Medium",
		"3,,,,2.5,,-1,,",
		"1,gov,,,,,,,",
		"5,gov,,,,,,,,beyond",
	)
	if !errors.Is(err, fault.Invalid) || !strings.Contains(fault.Message(err), "4 rows of demo.csv refused") {
		t.Errorf("error %v, want one that 4 rows are refused", err)
	}
	if len(responses) != 1 || report.RefusedRows != 4 {
		t.Errorf("%d responses, %d refused rows, want 1 and 4", len(responses), report.RefusedRows)
	}
	for _, want := range []string{
		`row 3, column G (weight): "heavy": this is no number`,
		`row 3, column D (plan__build): "1": column C is ticked too`,
		`row 3, column E (staff): "five": this is no number`,
		`row 3, column F (opened): "yesterday": this is no date`,
		`row 3, column H (uses__cards): "maybe": the column is of the option "Cards"`,
		`row 3, column I (view__price): "Medium": question view has no option`,
		`row 4, column E (staff): "2.5": this is no whole number`,
		`row 4, column G (weight): "-1"`,
		`row 5, column A (Respondent ID): "1": row 2 has the same respondent_id`,
		`row 6, column J (): "beyond": the row has a value beyond the last column`,
	} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, report)
		}
	}
	if strings.Contains(err.Error(), "heavy") {
		t.Error("the error holds a respondent's value")
	}
}

func TestImportSkipsRefusedRowsWhenAsked(t *testing.T) {
	s, err := sheet.Read(context.Background(), strings.NewReader("id,role,staff\n1,sup,5\n2,sup,many\n3,gov,6\n"), "demo.csv", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	responses, report, err := importSheet(t, s, compile(t, small), intake.ImportOptions{SkipRefused: true})
	if err != nil || len(responses) != 2 || report.Imported != 2 || report.RefusedRows != 1 {
		t.Errorf("%d responses, report %s, error %v", len(responses), report, err)
	}
}

func TestImportListsMissingAndExtraColumns(t *testing.T) {
	_, report, err := take(t, "Respondent ID,What is your role?,How good is it? [Price],uses__cards,Shoe size,Nothing,", "1,sup,good,1,43,,", "2,gov,bad,0,,,")
	if err != nil {
		t.Fatal(err)
	}
	text := report.String()
	for _, want := range []string{
		"missing plan: no column is headed by its key or its wording",
		"missing view__speed: no column of question view is headed by the row",
		"missing uses__keys: no column of question uses is headed by the option",
		"missing joined: no column is headed by the administrative column's key or text",
		"extra column E (Shoe size), 1 value not taken in: add",
		"1 column without header and values dropped, 1 column with a header and no value: F",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	if _, _, err := take(t, "Height,Width", "1,2"); !errors.Is(err, fault.Invalid) || !strings.Contains(fault.Message(err), "no column of demo.csv belongs to a question") {
		t.Errorf("a file of something else: %v", err)
	}
}

func TestImportDispositionsAndIDs(t *testing.T) {
	header := "Respondent ID,Completed,role,remark,joined,weight"
	rows := []string{"7,Yes,sup,,31/01/2022,0.5", "8,No,sup,,1/2/2022,1", "9,Disqualified,,,,", "10,,gov,,,", ",,,only a remark,,"}
	first, _, err := take(t, header, rows...)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := take(t, header, rows...)
	if err != nil {
		t.Fatal(err)
	}
	want := []response.Disposition{response.Complete, response.Partial, response.ScreenedOut, response.Complete, response.Partial}
	for i, r := range first {
		if r.Disposition != want[i] {
			t.Errorf("row %d is %s, want %s", i+2, r.Disposition, want[i])
		}
		if r.ID != again[i].ID || len(r.ID) != 36 || i > 0 && r.ID == first[i-1].ID {
			t.Errorf("row %d has id %s, before %s", i+2, r.ID, again[i].ID)
		}
		if r.Source != response.FromImport || r.Language != "en" || len(r.Version) != 64 {
			t.Errorf("row %d: source %s, language %s, version %s", i+2, r.Source, r.Language, r.Version)
		}
	}
	if got := asJSON(t, first[1].Administrative); got != `{"completed":"No","joined":"2022-02-01","respondent_id":"8","weight":"1"}` {
		t.Errorf("administrative columns %s: days come first in this file", got)
	}
}

// TestHeaderFilledForward drafts a question of a column whose neighbour is headed
// like a weight, and finds it again.
func TestHeaderFilledForward(t *testing.T) {
	path := filepath.Join(t.TempDir(), "forward.csv")
	writeFile(t, path, "0;Wt\n0;;A\n;A;0\n")
	text, _ := infer(t, path, intake.InferOptions{Survey: "forward", Edition: "2022"})
	responses, report, err := importAll(t, path, compile(t, text))
	if err != nil || len(responses) != 1 || len(report.Extra)+len(report.Missing) > 0 {
		t.Fatalf("%d responses, error %v\n%s\n%s", len(responses), err, report, text)
	}
}
