package microdata_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"barometer/internal/analyse/dataset"
	"barometer/internal/publish/microdata"
	"barometer/internal/publish/xlsx"
	"barometer/internal/questionnaire"
)

// benchDataset is n answers to 60 single choices of 6 options.
func benchDataset(b *testing.B, n int) *dataset.Dataset {
	b.Helper()
	section := questionnaire.SectionDef{Key: "s", Title: "S"}
	for i := range 60 {
		section.Questions = append(section.Questions, questionnaire.QuestionDef{
			Key: fmt.Sprintf("question_%d", i), Type: "single", Text: "Question", Options: options("alpha", "beta", "gamma", "delta", "epsilon", "zeta"),
		})
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "bench", Edition: "2026", Language: "en", Title: "Bench", Confidentiality: questionnaire.Anonymous,
		Sections: []questionnaire.SectionDef{section},
	}, nil)
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var columns []*dataset.Column
	for _, v := range q.Variables {
		cells := make([]uint8, n)
		for i := range cells {
			cells[i] = uint8(rng.IntN(6))
		}
		c, err := dataset.FromBytes(v, cells)
		if err != nil {
			b.Fatal(err)
		}
		columns = append(columns, c)
	}
	d, err := dataset.FromColumns(q, n, columns...)
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// BenchmarkDataSheet writes 100,000 × 60 answers, and the same cells with
// excelize's bare StreamWriter. The aim is a ratio of 1.3 at most.
func BenchmarkDataSheet(b *testing.B) {
	e, err := microdata.New(benchDataset(b, 100_000), microdata.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var ours, bare time.Duration
	for b.Loop() {
		start := time.Now()
		if err := xlsx.WriteData(b.Context(), io.Discard, "en", e.Sheet("Data")); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if err := bareSheet(e); err != nil {
			b.Fatal(err)
		}
		ours += middle.Sub(start)
		bare += time.Since(middle)
	}
	b.ReportMetric(float64(ours)/float64(bare), "×bare")
	b.ReportMetric(ours.Seconds()/float64(b.N), "s/ours")
}

// bareSheet writes the cells of an export with nothing but the StreamWriter.
func bareSheet(e *microdata.Export) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	row := 1
	for values := range e.Rows() {
		cell, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		if err := stream.SetRow(cell, values); err != nil {
			return err
		}
		row++
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	return f.Write(io.Discard)
}
