package staff

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"iter"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"barometer/internal/account"
	"barometer/internal/collect/response"
	"barometer/internal/survey"
	"barometer/internal/web/webtest"
)

// answer keeps so many responses to an edition: three in four have a pet.
func (w *world) answer(t *testing.T, e survey.Edition, n int) {
	t.Helper()
	var responses iter.Seq2[response.Response, error] = func(yield func(response.Response, error) bool) {
		for i := range n {
			a := response.Answers{"owns": response.String("no")}
			if i%4 > 0 {
				a = response.Answers{"owns": response.String("yes"), "name": response.String("=Rex")}
			}
			if !yield(response.Response{ID: uuid.NewString(), Language: "en", Disposition: response.Complete, Answers: a}, nil) {
				return
			}
		}
	}
	if _, err := w.collected.Import(t.Context(), e, responses); err != nil {
		t.Fatal(err)
	}
}

// fetch gets a file.
func (v *visitor) fetch(address string) (*webtest.Page, []byte) {
	v.t.Helper()
	p, err := v.Browser.Get(v.t.Context(), address)
	if err != nil {
		v.t.Fatal(err)
	}
	return p, []byte(p.Body)
}

const petsURL = "/staff/s/pets/2026"

func TestResults(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "identified")
	v := w.signedIn(t, account.Analyst)
	says(t, v.get(petsURL, 200), "can be had from the first response on")
	w.answer(t, e, 40)
	p := v.get(petsURL, 200)
	says(t, p, "Imported 40", "Show results", "Download report", "Download responses")
	p = v.get(petsURL+"/results", 200)
	says(t, p, "Responses received 40", "Q1 Do you have a pet?", "Yes 30 75.0", "No 10 25.0", "Asked of everyone.",
		"Q2 What is its name?", "Asked if")
	if !strings.Contains(p.Body, `<rect width="75.00" height="1"/>`) {
		t.Error("there is no bar of 75 %")
	}
	saysNot(t, p, "Rex")
	if event := w.lastEvent(t); event.Action != account.ViewedResults || event.Actor != "analyst@example.org" || event.Subject != "pets/2026" {
		t.Errorf("the audit log has %+v", event)
	}
	v.get(petsURL+"/results?population=nobody", 404)
	v.get(petsURL+"/results?lang=xx", 422)
}

// TestResultsOfAnonymousEdition finds no results, by any way, while the
// edition is open.
func TestResultsOfAnonymousEdition(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "anonymous")
	w.answer(t, e, 41)
	e = w.setTimes(t, e, 3, 4)
	w.exec(t, `INSERT INTO edition_days VALUES ($1, '2026-05-08', 1, 42, 41)`, e.ID)
	v := w.signedIn(t, account.Admin)
	p := v.get(petsURL, 200)
	says(t, p, "Submitted 41", "while it is open there are counts only", "once it has closed, on 14 May 2026, 13:00 (BST)")
	saysNot(t, p, "Download", "Show results")
	for _, path := range []string{"/results", "/report?lang=en&data=1", "/data?format=csv&values=codes"} {
		says(t, v.get(petsURL+path, 403), "anonymous")
	}
	if event := w.lastEvent(t); event.Action != account.SignedIn {
		t.Errorf("the audit log has %+v of what was refused", event)
	}
	w.now = w.now.AddDate(0, 0, 5)
	says(t, v.get(petsURL, 200), "Download responses", "Nothing in it leads to a respondent")
	says(t, v.get(petsURL+"/results", 200), "Responses received 41")
	resp, body := v.fetch(petsURL + "/data?format=csv&values=codes")
	if resp.Status != 200 || strings.Contains(string(body), "import") {
		t.Errorf("the responses of an anonymous edition: %d\n%.200s", resp.Status, body)
	}
}

func TestDownloadReport(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "identified")
	w.answer(t, e, 40)
	v := w.signedIn(t, account.Analyst)
	resp, body := v.fetch(petsURL + "/report?lang=en&data=1&banner=")
	if resp.Status != 200 || resp.Header.Get("Content-Type") != contentTypes["xlsx"] ||
		resp.Header.Get("Content-Disposition") != `attachment; filename=pets-2026-report-en-2026-05-10.xlsx` {
		t.Fatalf("status %d, headers %v", resp.Status, resp.Header)
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	with := len(book.GetSheetList())
	if event := w.lastEvent(t); event.Action != account.DownloadedReport || event.Detail["data"] != true || event.Detail["language"] != "en" {
		t.Errorf("the audit log has %+v", event)
	}
	_, body = v.fetch(petsURL + "/report?lang=en")
	small, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	if got := len(small.GetSheetList()); got != with-2 {
		t.Errorf("without responses the workbook has %d sheets, with them %d", got, with)
	}
	for query, status := range map[string]int{"?lang=xx": 422, "?banner=nothing": 404, "?population=nothing": 404} {
		before := w.lastEvent(t)
		if resp, body := v.fetch(petsURL + "/report" + query); resp.Status != status {
			t.Errorf("%s: status %d\n%.300s", query, resp.Status, body)
		}
		if after := w.lastEvent(t); after.At != before.At {
			t.Errorf("%s: the audit log has %+v", query, after)
		}
	}
}

func TestDownloadData(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "identified")
	w.answer(t, e, 40)
	v := w.signedIn(t, account.Analyst)
	rows := func(query string) [][]string {
		t.Helper()
		resp, body := v.fetch(petsURL + "/data?format=csv&" + query)
		if resp.Status != 200 {
			t.Fatalf("%s: status %d", query, resp.Status)
		}
		lines, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return lines
	}
	count := func(lines [][]string, column, value string) (n int) {
		for i, name := range lines[0] {
			for _, line := range lines[1:] {
				if name == column && line[i] == value {
					n++
				}
			}
		}
		return n
	}
	codes, labels := rows("values=codes"), rows("values=labels&lang=en")
	if n := count(codes, "owns", "yes"); n != 30 {
		t.Errorf("%d rows have the code yes, want 30", n)
	}
	if n := count(labels, "owns", "Yes"); n != 30 {
		t.Errorf("%d rows have the label Yes, want 30", n)
	}
	if n := count(codes, "name", "'=Rex"); n != 30 {
		t.Errorf("%d names are guarded against being formulas, want 30", n)
	}
	if event := w.lastEvent(t); event.Action != account.DownloadedData || event.Detail["values"] != "labels" || event.Detail["responses"] != float64(40) {
		t.Errorf("the audit log has %+v", event)
	}
	if resp, body := v.fetch(petsURL + "/data?format=jsonl&values=codes"); resp.Status != 200 || bytes.Count(body, []byte("\n")) != 40 {
		t.Errorf("JSON lines: status %d, %d lines", resp.Status, bytes.Count(body, []byte("\n")))
	}
	_, body := v.fetch(petsURL + "/data?format=xlsx&values=codes")
	if _, err := zip.NewReader(bytes.NewReader(body), int64(len(body))); err != nil {
		t.Error(err)
	}
	for _, query := range []string{"", "?format=sav&values=codes", "?format=csv", "?format=csv&values=codes&lang=xx"} {
		if resp, _ := v.fetch(petsURL + "/data" + query); resp.Status != 422 {
			t.Errorf("%q: status %d, want 422", query, resp.Status)
		}
	}
}
