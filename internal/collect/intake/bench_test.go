package intake_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
)

// wideExport writes an export of that many rows: 40 single choices, 4 multiple
// choices of 4 options each and 4 texts, under one header row.
func wideExport(tb testing.TB, rows int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "wide.csv")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprint(w, "Respondent ID")
	for q := range 40 {
		fmt.Fprintf(w, ",How does item %d of the programme suit you?", q)
	}
	for q := range 4 {
		for o := range 4 {
			fmt.Fprintf(w, ",Which of these do you use in area %d? - Option %d", q, o)
		}
	}
	for q := range 4 {
		fmt.Fprintf(w, ",What should change in part %d?", q)
	}
	labels := []string{"Very well", "Well", "Somewhat", "Not well", "Don't know"}
	for r := range rows {
		fmt.Fprintf(w, "\n%d", 1000+r)
		for q := range 40 {
			fmt.Fprint(w, ",", labels[(r*7+q*3+r/5)%5])
		}
		for q := range 16 {
			if (r+q*q)%3 == 0 || q%4 == 0 {
				fmt.Fprintf(w, ",Option %d", q%4)
			} else {
				fmt.Fprint(w, ",")
			}
		}
		for q := range 4 {
			fmt.Fprintf(w, ",remark %d on part %d", r, q)
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	return path
}

const benchRows = 20_000

func BenchmarkImport(b *testing.B) {
	path := wideExport(b, benchRows)
	s := openSheet(b, path)
	text, _ := infer(b, path, intake.InferOptions{})
	q := compile(b, text)
	b.ReportAllocs()
	for b.Loop() {
		responses, _, err := intake.Import(context.Background(), s, q, intake.ImportOptions{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for _, err := range responses {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatalf("%d responses", n)
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRead reads the rows only, for comparison.
func BenchmarkRead(b *testing.B) {
	s := openSheet(b, wideExport(b, benchRows))
	for b.Loop() {
		for row, err := range s.Rows(context.Background()) {
			if err != nil {
				b.Fatal(row.Number, err)
			}
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkInfer(b *testing.B) {
	s, err := sheet.Open(context.Background(), wideExport(b, benchRows), sheet.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if _, err := intake.Infer(context.Background(), s, intake.InferOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
