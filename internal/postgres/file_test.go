package postgres_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// TestFiles sends files, replaces one, takes another back, and submits: what
// the response names is kept, and nothing else.
func TestFiles(t *testing.T) {
	ctx := t.Context()
	db := pgtest.DB(t)
	surveys := survey.NewService(postgres.NewSurveys(db), time.Now)
	answering := collect.NewService(postgres.NewResponses(db), surveys)
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "f", Edition: "2026", Language: "en", Title: "Files", Confidentiality: questionnaire.Identified,
		Sections: []questionnaire.SectionDef{{Key: "one", Title: "One", Questions: []questionnaire.QuestionDef{
			{Key: "policy", Type: "file", Text: "Policy", Accept: []string{".pdf", ".txt"}, MaxSize: 1},
			{Key: "sites", Type: "roster", Text: "Sites", Questions: []questionnaire.QuestionDef{
				{Key: "plan", Type: "file", Text: "Plan"},
			}},
		}}},
	}, nil)
	if q == nil {
		t.Fatal(problems)
	}
	e, err := surveys.Publish(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if err := surveys.SetTimes(ctx, e, time.Now().Add(-time.Hour), time.Time{}); err != nil {
		t.Fatal(err)
	}
	form, err := answering.Form(ctx, "f", "")
	if err != nil {
		t.Fatal(err)
	}
	draft, err := answering.Start(ctx, form, collect.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := q.Question("policy")
	plan, _ := q.Question("plan")
	send := func(q *questionnaire.Question, item, name string, content []byte) (collect.Draft, []response.Violation) {
		t.Helper()
		d, refused, err := answering.SendFile(ctx, draft.ID, q, item, name, bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		return d, refused
	}
	for _, test := range []struct {
		name    string
		content []byte
		want    response.ViolationCode
	}{
		{"a.exe", []byte("MZ"), response.ViolationFileType},
		{"a.pdf", []byte("not a document"), response.ViolationFileType},
		{"a.txt", append([]byte("a"), make([]byte, 3)...), response.ViolationFileType},
		{"a.txt", bytes.Repeat([]byte("a"), 1<<20+1), response.ViolationFileSize},
	} {
		if _, refused := send(policy, "", test.name, test.content); len(refused) != 1 || refused[0].Code != test.want {
			t.Errorf("%s: %v, want %s", test.name, refused, test.want)
		}
	}
	send(policy, "", "first.txt", []byte("first"))
	content := bytes.Repeat([]byte("0123456789"), 60_000) // several chunks
	d, _ := send(policy, "", `C:\secret\ours.txt`, content)
	file := d.Answers["policy"].File()
	if file.Name != "ours.txt" || file.Size != int64(len(content)) || !strings.HasPrefix(file.Type, "text/plain") {
		t.Errorf("the answer is %+v", file)
	}
	d, _ = send(plan, "north", "plan.txt", []byte("plan"))
	if got := count(t, db, `SELECT count(*) FROM files`); got != 2 {
		t.Errorf("%d files are kept, want 2: the first was replaced", got)
	}
	if got := read(t, answering, draft.ID, file.ID); !bytes.Equal(got, content) {
		t.Errorf("%d bytes came back, want %d", len(got), len(content))
	}
	sites, _ := q.Question("sites")
	if d, _, err = answering.SavePage(ctx, d.ID, d.Revision, []*questionnaire.Question{sites}, response.Answers{}); err != nil {
		t.Fatal(err)
	}
	if _, violations, err := answering.Submit(ctx, d.ID); err != nil || violations != nil {
		t.Fatalf("submitting: %v, %v", violations, err)
	}
	if got := count(t, db, `SELECT count(*) FROM files`); got != 1 || !bytes.Equal(read(t, answering, d.ID, file.ID), content) {
		t.Errorf("%d files are kept, want the one of the response", got)
	}
	if _, err := answering.File(ctx, d.ID, "00000000-0000-0000-0000-000000000000"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a file that does not exist: %v", err)
	}
	if _, _, err := answering.SendFile(ctx, d.ID, policy, "", "late.txt", strings.NewReader("x")); !errors.Is(err, fault.NotFound) {
		t.Errorf("sending a file after submission: %v", err)
	}
}

func read(t *testing.T, answering *collect.Service, response, file string) []byte {
	t.Helper()
	r, err := answering.File(t.Context(), response, file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func count(t *testing.T, db *sqlx.DB, query string) (n int) {
	t.Helper()
	if err := db.GetContext(t.Context(), &n, query); err != nil {
		t.Fatal(err)
	}
	return n
}
