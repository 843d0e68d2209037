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

// parts is a questionnaire whose questions have more than one column.
const parts = `
survey: demo
edition: "2026"
language: en
title: Demo
confidentiality: confidential
sections:
  - key: main
    title: Main
    questions:
      - {key: hello, type: note, text: Please read this.}
      - key: concerns
        type: ranking
        text: What concerns you most?
        max: 3
        options:
          - {code: cost, text: Cost}
          - {code: privacy, text: Privacy}
          - {code: speed, text: Speed}
          - {code: dk, text: Don't know, missing: dont_know}
      - key: numbered
        type: ranking
        text: Which number do you like best?
        options: [{code: "1", text: One}, {code: "2", text: Two}]
      - key: budget
        type: allocation
        text: How is your budget divided?
        options: [{code: staff, text: Own staff}, {code: bought, text: Bought in}, {code: no, text: No answer, missing: refused}]
      - key: sales
        type: money
        text: What were your sales?
        currencies: [{code: EUR}, {code: USD, rate: 0.5}, {code: GBP, rate: 1.2}, {code: SEK, rate: 0.1}, {code: NOK, rate: 0.1}]
        options: [{code: no, text: Rather not, missing: refused}]
      - {key: since, type: month, text: Since when?}
      - {key: contact, type: email, text: Your address?}
      - {key: page, type: url, text: Your page?}
      - {key: plan, type: file, text: Your plan}
      - {key: people, type: integer, text: How many people?}
      - {key: twice, type: calculated, text: Twice, calculate: 2 * people}
      - {key: scan, type: unsupported, text: Scan it, was: barcode}
      - key: sites
        type: matrix
        text: Tell us about your sites.
        rows: [{code: north, text: North}, {code: south, text: South}]
        columns:
          - {key: staff, type: integer, text: People}
          - {key: state, type: single, text: Building, options: [{code: own, text: Owned}, {code: rent, text: Rented}]}
      - key: uses
        type: multiple
        text: What do you use?
        options: [{code: face, text: Face}, {code: iris, text: Iris}]
      - key: each
        type: roster
        text: Each of them
        items_from: uses
        questions: [{key: years, type: integer, text: For how many years?}]
      - key: projects
        type: roster
        text: Your projects
        item_name: title
        questions:
          - {key: title, type: text, text: What is it called?}
          - {key: cost, type: integer, text: What does it cost?}
          - {key: tools, type: multiple, text: With which tools?, options: [{code: "1", text: One}, {code: "2", text: Two}]}
`

// takeParts imports rows by the questionnaire of parts, with tables of items.
func takeParts(t *testing.T, header, rows string, items ...string) ([]response.Response, *intake.ImportReport, error) {
	t.Helper()
	read := func(data, name string, headers int) *sheet.Sheet {
		s, err := sheet.Read(context.Background(), strings.NewReader(data), name, sheet.Options{HeaderRows: headers})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	var o intake.ImportOptions
	for _, table := range items {
		o.Items = append(o.Items, read(table, "items.csv", 1))
	}
	s := read(header+"\n"+rows+"\n", "demo.csv", 1+strings.Count(header, "\n"))
	return importSheet(t, s, compile(t, parts), o)
}

func TestImportOfParts(t *testing.T) {
	for _, test := range []struct{ name, header, row, want string }{
		{"ranks per option", "What concerns you most? [Cost],What concerns you most? [Speed]", "2,1", `{"concerns":["speed","cost"]}`},
		{"ranks under our names", "concerns__cost,concerns__privacy,concerns__speed", "3,1,2", `{"concerns":["privacy","speed","cost"]}`},
		{"options by choice", "What concerns you most? - First choice,What concerns you most? - Second choice", "Speed,cost", `{"concerns":["speed","cost"]}`},
		{"options by place", "concerns[1],concerns[2],concerns[3]", "speed,,", `{"concerns":["speed"]}`},
		{"options by rank in two rows", "What concerns you most?,\nRank 1,2nd", "Speed,Privacy", `{"concerns":["speed","privacy"]}`},
		{"options in one cell", "concerns", "Speed > Cost", `{"concerns":["speed","cost"]}`},
		{"codes in one cell", "concerns", "speed privacy", `{"concerns":["speed","privacy"]}`},
		{"no ranks but a reason", "concerns__cost,concerns__speed", "Don't know,", `{"concerns":{"missing":"dont_know"}}`},
		{"numbers that are codes", "numbered__1,numbered__2", "2,1", `{"numbered":["2","1"]}`},
		{"shares", "How is your budget divided? [Own staff],How is your budget divided? [Bought in]", "70 %,30", `{"budget":{"bought":30,"staff":70}}`},
		{"a share left empty", "budget__staff,budget__bought", "100,", `{"budget":{"staff":100}}`},
		{"refused shares", "budget__staff,budget__bought", "No answer,No answer", `{"budget":{"missing":"refused"}}`},
		{"amount alone", "sales", `"1,250.5"`, `{"sales":{"amount":"1250.50","currency":"EUR"}}`},
		{"amount and currency", "sales,sales__currency", "12,USD", `{"sales":{"amount":"12","currency":"USD"}}`},
		{"amount and sign in two columns", "What were your sales?,\nResponse,Currency", "12,£", `{"sales":{"amount":"12","currency":"GBP"}}`},
		{"amount with code", "sales", "12 usd", `{"sales":{"amount":"12","currency":"USD"}}`},
		{"amount with sign", "sales", "$ 12.50", `{"sales":{"amount":"12.50","currency":"USD"}}`},
		{"amount refused", "sales", "Rather not", `{"sales":{"missing":"refused"}}`},
		{"month", "since", "2024-03", `{"since":"2024-03"}`},
		{"month of a day", "since", "2024-03-31 10:00", `{"since":"2024-03"}`},
		{"month by name", "since", "March 2024", `{"since":"2024-03"}`},
		{"month shortened", "since", "Mar-24", `{"since":"2024-03"}`},
		{"month by number", "since", "3/2024", `{"since":"2024-03"}`},
		{"month of a serial date", "since", "45352", `{"since":"2024-03"}`},
		{"addresses", "contact,page", "a@example.org,https://example.org", `{"contact":"a@example.org","page":"https://example.org"}`},
		{"cells under our names", "sites__north__staff,sites__south__state", "3,rent", `{"sites":{"north":{"staff":3},"south":{"state":"rent"}}}`},
		{"cells in brackets", "sites[north_staff],sites[south_state]", "3,Rented", `{"sites":{"north":{"staff":3},"south":{"state":"rent"}}}`},
		{"cells in two rows", "Tell us about your sites.,\nNorth - People,South - Building", "3,Rented", `{"sites":{"north":{"staff":3},"south":{"state":"rent"}}}`},
		{"cells in three rows", "Tell us about your sites.,,\nNorth,,South\nPeople,Building,Building", "3,Owned,Rented", `{"sites":{"north":{"staff":3,"state":"own"},"south":{"state":"rent"}}}`},
		{"paths", "part/uses,part/uses/face,part/since", "face iris,1,2024-03", `{"since":"2024-03","uses":["face","iris"]}`},
		{"items under our names", "projects__1__title,projects__2__title,projects__2__cost", "A,B,5", `{"projects":[{"id":"1","answers":{"title":"A"}},{"id":"2","answers":{"cost":5,"title":"B"}}]}`},
		{"items behind the question", "title__1,cost__1,title__2,tools__1__2", "A,4,,1", `{"projects":[{"id":"1","answers":{"cost":4,"title":"A"}},{"id":"2","answers":{"tools":["1"]}}]}`},
		{"items in brackets", "projects[1_title],projects[2_cost]", "A,5", `{"projects":[{"id":"1","answers":{"title":"A"}},{"id":"2","answers":{"cost":5}}]}`},
		{"items on paths", "g/projects[1]/title,g/projects[2]/money/cost,g/projects[2]/tools/1", "A,5,1", `{"projects":[{"id":"1","answers":{"title":"A"}},{"id":"2","answers":{"cost":5,"tools":["1"]}}]}`},
		{"items of choices", "uses,each__1__years,each__2__years", "face;iris,1,2", `{"each":[{"id":"face","answers":{"years":1}},{"id":"iris","answers":{"years":2}}],"uses":["face","iris"]}`},
	} {
		responses, report, err := takeParts(t, test.header, test.row)
		if err != nil {
			t.Errorf("%s: %v\n%s", test.name, err, report)
			continue
		}
		if len(responses) != 1 || asJSON(t, responses[0].Answers) != test.want || len(report.Extra) > 0 {
			t.Errorf("%s: %s, want %s\n%s", test.name, asJSON(t, responses[0].Answers), test.want, report)
		}
	}
}

func TestImportRefusesParts(t *testing.T) {
	for _, test := range []struct{ name, header, row, want string }{
		{"a tie", "concerns__cost,concerns__speed", "1,1", `column B (concerns__speed): "1": cost and speed have the same place`},
		{"a gap", "concerns__cost,concerns__speed", "1,3", "nothing is at place 2 of concerns"},
		{"no rank", "concerns__cost", "high", "this is no rank"},
		{"an option twice", "concerns[1],concerns[2]", "cost,cost", "cost is at place 1 already"},
		{"no share", "budget__staff", "-1", "this is no share"},
		{"half a share", "budget__staff", "1.5", "this is no whole number"},
		{"no amount", "sales", "much", "this is no amount"},
		{"another currency", "sales", "5 JPY", "question sales has no such currency"},
		{"a sign of several", "sales", "5 kr", "the sign can mean SEK or NOK"},
		{"two currencies", "sales,sales__currency", "5 USD,EUR", "the amount is in USD, but the column of the currency says EUR"},
		{"a currency alone", "sales,sales__currency", ",EUR", "there is a currency without an amount"},
		{"too many decimals", "sales", "1.234", "more than 2 decimals"},
		{"no month", "since", "spring", "this is no month"},
		{"no address", "contact", "me", "this is no e-mail address"},
		{"no page", "page", "example.org", "this is no address of a page"},
		{"no cell", "sites__north__staff", "few", "this is no number"},
		{"an item of no choice", "uses,each__1__years,each__2__years", "face,1,2", "there is an item 2 of roster each, but uses gives 1 item"},
	} {
		responses, report, err := takeParts(t, test.header, test.row)
		if report == nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !errors.Is(err, fault.Invalid) || len(responses) > 0 || !strings.Contains(report.String(), test.want) {
			t.Errorf("%s: %d responses, error %v, want %q\n%s", test.name, len(responses), err, test.want, report)
		}
	}
}

// TestImportTellsWhatIsLeftOut names the columns that are recognised but not
// taken in, and those that nothing can be made of.
func TestImportTellsWhatIsLeftOut(t *testing.T) {
	_, report, err := takeParts(t,
		"since,plan,twice,scan,Please read this.,projects,numbered[1],Budget [1],title,budget__staff,budget__bought",
		"2024-03,plan.pdf,4,978,ok,2,2,7,A,60,30")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"column B (plan), 1 value left out: the names of files are not the files",
		"column C (twice), 1 value left out: it is calculated again",
		"column D (scan), 1 value left out: it is not supported",
		"column E (Please read this.), 1 value left out: it is a note",
		"column F (projects), 1 value left out: the number of items follows from the items",
		"extra column G (numbered[1]), 1 value not taken in",
		"extra column H (Budget [1]), 1 value not taken in",
		"extra column I (title), 1 value not taken in: it is asked about each item of roster projects",
		"1 answer to budget not adding up to its total: kept",
		"missing projects: no columns hold its items",
	} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, report)
		}
	}
}

// TestMonthsAreDrafted drafts a month of a column of them, and nothing else.
func TestMonthsAreDrafted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "months.csv")
	writeFile(t, path, "Launched,Ended,Season\n2019-05,March 2024,2008-09\n2020-11,May 2023,2012-13\n,April 2022,2015-16\n")
	text, _ := infer(t, path, intake.InferOptions{Survey: "months", Edition: "2022"})
	if n := strings.Count(text, "type: month"); n != 2 {
		t.Errorf("%d questions are months, want 2:\n%s", n, text)
	}
	responses, report, err := importAll(t, path, compile(t, text))
	if err != nil || asJSON(t, responses[0].Answers["Launched"]) != `"2019-05"` || asJSON(t, responses[0].Answers["Ended"]) != `"2024-03"` {
		t.Fatalf("%d responses, error %v\n%s\n%s", len(responses), err, report, text)
	}
}
