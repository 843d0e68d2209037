package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"barometer/internal/collect"
	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

const (
	importRows      = 100_000
	importQuestions = 60
)

// BenchmarkImport takes a file of 100,000 rows and 60 questions in, from bytes
// to committed rows, and copies the same documents, already encoded, with a
// bare COPY. It reports the rows a second of the import as a share of those of
// the copy, which should be at least a half.
func BenchmarkImport(b *testing.B) {
	ctx := b.Context()
	db := pgtest.DB(b)
	surveys := survey.NewService(postgres.NewSurveys(db), time.Now)
	answering := collect.NewService(postgres.NewResponses(db), surveys)
	q := importQuestionnaire(b)
	e, err := surveys.Publish(ctx, q)
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "export.csv")
	writeExport(b, path)
	var importing, copying time.Duration
	for b.Loop() {
		clearResponses(b, db)
		start := time.Now()
		importFile(b, answering, e, q, path)
		importing += time.Since(start)
		documents := storedDocuments(b, db)
		clearResponses(b, db)
		start = time.Now()
		copyDocuments(ctx, b, db, e.ID, documents)
		copying += time.Since(start)
	}
	b.ReportMetric(float64(copying)/float64(importing), "of-bare-COPY")
	b.ReportMetric(float64(importRows*b.N)/importing.Seconds(), "rows/s")
}

func importQuestionnaire(b *testing.B) *questionnaire.Questionnaire {
	b.Helper()
	section := questionnaire.SectionDef{Key: "all", Title: "All"}
	for i := range importQuestions {
		question := questionnaire.QuestionDef{Key: fmt.Sprintf("q%02d", i), Type: "single", Text: fmt.Sprintf("Question %d?", i)}
		for code := range 5 {
			question.Options = append(question.Options, questionnaire.OptionDef{Code: fmt.Sprintf("c%d", code), Text: fmt.Sprintf("Answer number %d", code)})
		}
		section.Questions = append(section.Questions, question)
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "bench", Edition: "1", Language: "en", Title: "Bench", Confidentiality: questionnaire.Identified, Sections: []questionnaire.SectionDef{section},
	}, nil)
	if q == nil {
		b.Fatal(problems)
	}
	return q
}

func writeExport(b *testing.B, path string) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	cells := make([]string, importQuestions)
	for i := range cells {
		cells[i] = fmt.Sprintf("q%02d", i)
	}
	for range importRows + 1 {
		text.WriteString(strings.Join(cells, ",") + "\n")
		for i := range cells {
			cells[i] = fmt.Sprintf("Answer number %d", r.IntN(5))
		}
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
}

func importFile(b *testing.B, answering *collect.Service, e survey.Edition, q *questionnaire.Questionnaire, path string) {
	b.Helper()
	data, err := sheet.Open(b.Context(), path, sheet.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer data.Close()
	responses, _, err := intake.Import(b.Context(), data, q, intake.ImportOptions{})
	if err != nil {
		b.Fatal(err)
	}
	if n, err := answering.Import(b.Context(), e, responses); err != nil || n != importRows {
		b.Fatalf("imported %d: %v", n, err)
	}
}

func clearResponses(b *testing.B, db *sqlx.DB) {
	b.Helper()
	if _, err := db.ExecContext(b.Context(), `TRUNCATE responses`); err != nil {
		b.Fatal(err)
	}
}

// storedDocument is a response as COPY takes it.
type storedDocument struct {
	ID, Version, Language, Source, Disposition, Context, Answers, Administrative string
}

func storedDocuments(b *testing.B, db *sqlx.DB) []storedDocument {
	b.Helper()
	var documents []storedDocument
	if err := db.SelectContext(b.Context(), &documents, `
		SELECT id, version, language, source, disposition, context, answers, administrative FROM responses`); err != nil {
		b.Fatal(err)
	}
	var answers response.Answers
	if err := json.Unmarshal([]byte(documents[0].Answers), &answers); err != nil || len(answers) != importQuestions {
		b.Fatalf("a response holds %d answers: %v", len(answers), err)
	}
	return documents
}

func copyDocuments(ctx context.Context, b *testing.B, db *sqlx.DB, edition string, documents []storedDocument) {
	b.Helper()
	tx, err := db.BeginTxx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	stmt, err := tx.PrepareContext(ctx, `
		COPY responses (id, edition_id, version, language, source, disposition, context, answers, administrative) FROM STDIN`)
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range documents {
		if _, err := stmt.ExecContext(ctx, d.ID, edition, d.Version, d.Language, d.Source, d.Disposition, d.Context, d.Answers, d.Administrative); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := stmt.ExecContext(ctx); err != nil {
		b.Fatal(err)
	}
	if err := stmt.Close(); err != nil {
		b.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
