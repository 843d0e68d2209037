package staff

import (
	"archive/zip"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"barometer/internal/account"
	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

const filesYAML = `survey: papers
edition: "2026"
language: en
title: Papers
confidentiality: CONFIDENTIALITY
sections:
  - key: papers
    title: Your papers
    questions:
      - {key: policy, type: file, text: Your policy}
      - key: sites
        type: roster
        text: Your sites
        questions:
          - {key: plan, type: file, text: Its plan}
`

// Staff who may download get all files of an edition, recorded; of an anonymous
// one, nothing tells which belong together.
func TestSentFiles(t *testing.T) {
	for confidentiality, pattern := range map[string]string{
		"identified": `^(policy/RESPONSE-ours\.txt|plan/RESPONSE-north-plan\.txt)$`,
		"anonymous":  `^(policy|plan)/000[12]\.txt$`,
	} {
		t.Run(confidentiality, func(t *testing.T) {
			w := newWorld(t)
			q, problems := yamlform.CompileSources(yamlform.Source{Name: "papers.yaml", Data: []byte(strings.Replace(filesYAML, "CONFIDENTIALITY", confidentiality, 1))})
			if q == nil {
				t.Fatal(problems)
			}
			e, err := w.surveys.Publish(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			w.setTimes(t, e, 3, 3)
			v := w.signedIn(t, account.Analyst)
			const address = "/staff/s/papers/2026/files"
			refused := http.StatusNotFound
			if confidentiality == "anonymous" {
				refused = http.StatusForbidden
			}
			v.get(address, refused)
			w.sendFiles(t, q, "one")
			w.sendFiles(t, q, "two")
			w.now = w.now.AddDate(0, 0, 10)
			if got := v.get("/staff/s/papers/2026", 200); !strings.Contains(got.Text(), "Download files") {
				t.Errorf("the page of the edition offers no files: %s", got.Text())
			}
			got, body := v.fetch(address)
			if got.Status != 200 || got.Header.Get("Content-Type") != "application/zip" || got.Header.Get("X-Content-Type-Options") != "nosniff" ||
				!strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment; filename=papers-2026-files-") {
				t.Fatalf("status %d, headers %v", got.Status, got.Header)
			}
			contents := unzip(t, string(body))
			ids := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
			for name := range contents {
				if !regexp.MustCompile(pattern).MatchString(ids.ReplaceAllString(name, "RESPONSE")) {
					t.Errorf("a file is called %s", name)
				}
			}
			if got := slices.Sorted(maps.Values(contents)); strings.Join(got, ",") != "plan one,plan two,policy one,policy two" {
				t.Errorf("the contents are %q", got)
			}
			if event := w.lastEvent(t); event.Action != account.DownloadedFiles || event.Subject != "papers/2026" || event.Actor != "analyst@example.org" {
				t.Errorf("the audit log says %+v", event)
			}
		})
	}
}

// sendFiles answers with two files.
func (w *world) sendFiles(t *testing.T, q *questionnaire.Questionnaire, words string) {
	t.Helper()
	ctx := t.Context()
	form, err := w.collected.Form(ctx, "papers", "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.collected.Start(ctx, form, collect.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct{ key, item, name string }{{"policy", "", "ours.txt"}, {"plan", "north", "plan.txt"}} {
		asked, _ := q.Question(f.key)
		var refused []response.Violation
		if d, refused, err = w.collected.SendFile(ctx, d.ID, asked, f.item, f.name, strings.NewReader(f.key+" "+words)); err != nil || len(refused) > 0 {
			t.Fatal(refused, err)
		}
	}
	if _, refused, err := w.collected.Submit(ctx, d.ID); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
}

// unzip gives the contents of an archive by the names of its files.
func unzip(t *testing.T, body string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		contents[f.Name] = string(b)
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s has the time %s", f.Name, f.Modified)
		}
	}
	return contents
}
