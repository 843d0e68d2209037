package intake_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// FuzzImport drafts a questionnaire of any file that can be read and takes the
// file in by it. The draft must be one that compiles, and no row may get lost
// between responses and refusals.
func FuzzImport(f *testing.F) {
	f.Add("ID,Why?,,\nID,Cost,Speed,Other (please specify)\n1,Cost,,\n2,,Speed,because\n")
	f.Add("role,uses__cards,uses__keys,view [a],view [b]\nsup,1,0,x,y\ngov,0,1,y,x\n")
	f.Add("When?;Land;Wert\n1/2/2020;Kenia;1,5\n31/12/2021;Togo;2\n")
	f.Add("a,a,a\n1-10,43470,\"x;y;z\"\n> 10,5-Jan,\"y;x\"\n")
	f.Add("0;Wt\n0;;A\n;A;0") // a header filled forward over a column of numbers
	f.Add("count,not,__,1,ä\n${a},`,*,<b>,'\n")
	for _, path := range []string{"testdata/household.sav", "sav/testdata/panel.zsav"} {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, data string) {
		s, err := sheet.Read(context.Background(), strings.NewReader(data), "fuzz.csv", sheet.Options{MaxBytes: 1 << 16})
		if err != nil {
			return
		}
		defer s.Close()
		draft, err := intake.Infer(context.Background(), s, intake.InferOptions{})
		if err != nil {
			if k := fault.KindOf(err); k != fault.Invalid {
				t.Fatalf("kind %v of %v", k, err)
			}
			return
		}
		q, problems := questionnaire.Compile(draft.Definition, nil)
		if problems.HasErrors() {
			t.Fatalf("the draft has errors: %v", problems)
		}
		responses, report, err := intake.Import(context.Background(), s, q, intake.ImportOptions{SkipRefused: true})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for r, err := range responses {
			if err != nil {
				t.Fatal(err)
			}
			checkRoundTrip(t, r)
			n++
		}
		if n+report.RefusedRows != draft.Report.File.Rows {
			t.Fatalf("%d responses and %d refusals of %d rows", n, report.RefusedRows, draft.Report.File.Rows)
		}
	})
}

// FuzzImportParts takes any file in by a questionnaire whose questions have more
// than one column, with any table of items. What is taken in can be stored, and
// no row may get lost.
func FuzzImportParts(f *testing.F) {
	f.Add("concerns__cost,concerns[2],sales,sales__currency,since\n1,speed,$ 5,,Mar-24\n", "")
	f.Add("uses,each__1__years,projects[2_cost],title__1,tools__1__2\nface;iris,1,5,A,1\n", "")
	f.Add("g/projects[1]/title,g/uses/face,KEY,budget__staff,plan\nA,1,u,50 %,a.pdf\n", "PARENT_KEY,KEY,title\nu,u/projects[1],A\n")
	f.Add("response_id,response_disposition,projects,sites__north__state,concerns__cost\nx,complete,1,own,#dont_know\n", "response_id,item_number,cost\nx,1,5\n")
	f.Add("response_disposition,sales,sales__currency\ncomplete,-6.1,USD\n", "response_row,item_number,years\n1,1,5\n")
	q := compile(f, parts)
	f.Fuzz(func(t *testing.T, data, items string) {
		read := func(text string) *sheet.Sheet {
			s, err := sheet.Read(context.Background(), strings.NewReader(text), "fuzz.csv", sheet.Options{MaxBytes: 1 << 16})
			if err != nil {
				return nil
			}
			t.Cleanup(func() { s.Close() })
			return s
		}
		s, table := read(data), read(items)
		if s == nil {
			return
		}
		o := intake.ImportOptions{SkipRefused: true}
		if table != nil {
			o.Items = append(o.Items, table)
		}
		responses, report, err := intake.Import(context.Background(), s, q, o)
		if err != nil {
			if k := fault.KindOf(err); k != fault.Invalid {
				t.Fatalf("kind %v of %v", k, err)
			}
			return
		}
		n := 0
		for r, err := range responses {
			if err != nil {
				t.Fatal(err)
			}
			n++
			checkRoundTrip(t, r)
			if _, refused := response.Storable(q.Questions, r.Answers); len(refused) > 0 {
				t.Fatalf("%s cannot be stored: %+v", asJSON(t, r.Answers), refused)
			}
		}
		if n+report.RefusedRows != report.File.Rows {
			t.Fatalf("%d responses and %d refusals of %d rows", n, report.RefusedRows, report.File.Rows)
		}
	})
}

// checkRoundTrip checks that answers are such as can be stored.
func checkRoundTrip(t *testing.T, r response.Response) {
	t.Helper()
	for key, v := range r.Answers {
		b, err := v.MarshalJSON()
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		var back response.Value
		if err := back.UnmarshalJSON(b); err != nil {
			t.Fatalf("%s: %s: %v", key, b, err)
		}
		again, err := back.MarshalJSON()
		if err != nil || !bytes.Equal(again, b) || bytes.Contains(b, []byte(`\u0000`)) {
			t.Fatalf("%s: %s became %s: %v", key, b, again, err)
		}
	}
}
