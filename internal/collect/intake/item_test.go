package intake_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
)

func TestItemsInATableOfTheirOwn(t *testing.T) {
	two := `{"people":1,"projects":[{"id":"1","answers":{"title":"A"}},{"id":"2","answers":{"cost":5,"title":"B"}}]}`
	for _, test := range []struct{ name, header, row, items string }{
		{"ours", "response_id,response_disposition,people,projects", "x,complete,1,2", "response_id,item_number,title,cost\nx,2,B,5\nx,1,A,#skipped\n"},
		{"ours, anonymous", "response_disposition,people,projects", "complete,1,2", "response_row,item_number,title,cost\n1,1,A,#skipped\n1,2,B,5\n"},
		{"of ODK Central", "SubmissionDate,part-people,KEY", "2024-01-01,1,uuid:7", "g-title,g-cost,PARENT_KEY,KEY\nA,,uuid:7,uuid:7/projects[1]\nB,5,uuid:7,uuid:7/projects[2]\n"},
		{"of KoboToolbox", "part/people,_id,_uuid,_index", "1,9,7,1", "projects/title,projects/cost,_index,_parent_index,_submission__id,_submission__uuid\nA,,1,1,9,7\nB,5,2,1,9,7\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			responses, report, err := takeParts(t, test.header, test.row, test.items)
			if err != nil {
				t.Fatalf("%v\n%s", err, report)
			}
			if got := asJSON(t, responses[0].Answers); got != two || !strings.Contains(report.String(), "2 items of roster projects in items.csv") {
				t.Errorf("%s, want %s\n%s", got, two, report)
			}
		})
	}
}

func TestItemsThatDoNotFit(t *testing.T) {
	header := "response_id,response_disposition,people,projects"
	for _, test := range []struct{ name, row, items, want string }{
		{"no such response", "x,complete,1,#skipped", "response_id,item_number,title\ny,1,A\n", `row 2 of items.csv, column A (response_id): "y": no response has this`},
		{"a wrong cell", "x,complete,1,1", "response_id,item_number,cost\nx,1,much\n", `row 2 of items.csv, column C (cost): "much": this is no number`},
		{"its response", "x,complete,1,1", "response_id,item_number,cost\nx,1,much\n", `row 2, column A (response_id): "x": an item of roster projects is refused`},
		{"a number twice", "x,complete,1,2", "response_id,item_number,cost\nx,1,1\nx,1,2\n", "the response has an item with this number already"},
		{"no number", "x,complete,1,1", "response_id,item_number,cost\nx,one,1\n", "this is no number of an item"},
		{"items are forgotten", "x,complete,1,2", "", `column D (projects): "2": 0 items of this response came along`},
		{"an item is gone", "x,complete,1,2", "response_id,item_number,cost\nx,1,1\n", `column D (projects): "2": 1 item of this response came along`},
	} {
		responses, report, err := takeParts(t, header, test.row, tables(test.items)...)
		if !errors.Is(err, fault.Invalid) || report == nil || !strings.Contains(report.String(), test.want) {
			t.Errorf("%s: %d responses, error %v, want %q\n%v", test.name, len(responses), err, test.want, report)
		}
	}
}

// tables are the tables of items of a test: one, or none for "".
func tables(items string) []string {
	if items == "" {
		return nil
	}
	return []string{items}
}

func TestTablesThatHoldNoItems(t *testing.T) {
	for _, test := range []struct{ name, header, row, items, want string }{
		{"nothing about items", "response_id,response_disposition,people", "x,complete,1", "response_id,size\nx,1\n", "items.csv holds the items of no roster"},
		{"no response is named", "people", "1", "response_id,item_number,cost\nx,1,1\n", "items.csv holds the items of no roster"},
		{"items twice", "response_id,response_disposition,projects__1__title", "x,complete,A", "response_id,item_number,cost\nx,1,1\n", "the items of roster projects are in items.csv and in another place"},
		{"items in place of responses", "response_id,item_number,cost", "x,1,1", "", "demo.csv holds the items of a roster"},
	} {
		if _, _, err := takeParts(t, test.header, test.row, tables(test.items)...); !errors.Is(err, fault.Invalid) || !strings.Contains(fault.Message(err), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// TestWorksheetsOfItems takes the worksheets along that hold items, and names
// the others.
func TestWorksheetsOfItems(t *testing.T) {
	f := excelize.NewFile()
	for name, rows := range map[string][][]any{
		"Sheet1":  {{"response_id", "response_disposition", "people", "projects"}, {"x", "complete", 1, 1}, {"y", "complete", 2, 0}},
		"Items":   {{"response_id", "item_number", "title", "colour"}, {"x", 1, "A", "red"}},
		"Remarks": {{"Made by", "On"}, {"me", "Monday"}},
	} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "demo.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	s, err := sheet.Open(t.Context(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	responses, report, err := importSheet(t, s, compile(t, parts), intake.ImportOptions{})
	if err != nil {
		t.Fatalf("%v\n%s", err, report)
	}
	if got, want := asJSON(t, responses[0].Answers), `{"people":1,"projects":[{"id":"1","answers":{"title":"A"}}]}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, want := range []string{"1 item of roster projects in Items", "extra column Items!D (colour), 1 value not taken in", "not read: Remarks", "missing cost: no column is headed by its key"} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, report)
		}
	}
}
