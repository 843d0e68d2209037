package tabulate_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

const (
	benchResponses = 1_000_000
	benchQuestions = 60
)

// benchData makes 60 single choices of 6 options answered by a million, and a
// banner question of 5.
func benchData(b *testing.B) (*dataset.Dataset, [][]uint8, []uint8) {
	b.Helper()
	def := &questionnaire.Definition{
		Survey: "bench", Edition: "2026", Language: "en", Title: "Bench", Confidentiality: "identified",
	}
	section := questionnaire.SectionDef{Key: "s", Title: "S"}
	for i := range benchQuestions {
		section.Questions = append(section.Questions, choice(fmt.Sprintf("q%d", i), 6))
	}
	section.Questions = append(section.Questions, choice("banner", 5))
	def.Sections = []questionnaire.SectionDef{section}
	q := compile(b, def)
	rng := rand.New(rand.NewPCG(1, 2))
	var columns []*dataset.Column
	var cells [][]uint8
	for _, v := range q.Variables {
		column := make([]uint8, benchResponses)
		for i := range column {
			column[i] = uint8(rng.IntN(len(v.Options)))
			if rng.IntN(20) == 0 {
				column[i] = dataset.MissingByte + uint8(questionnaire.Skipped)
			}
		}
		c, err := dataset.FromBytes(v, column)
		if err != nil {
			b.Fatal(err)
		}
		columns, cells = append(columns, c), append(cells, column)
	}
	d, err := dataset.FromColumns(q, benchResponses, columns...)
	if err != nil {
		b.Fatal(err)
	}
	return d, cells[:benchQuestions], cells[benchQuestions]
}

func choice(key string, options int) questionnaire.QuestionDef {
	q := questionnaire.QuestionDef{Key: key, Type: "single", Text: key}
	for i := range options {
		code := fmt.Sprintf("o%d", i)
		q.Options = append(q.Options, questionnaire.OptionDef{Code: code, Text: code})
	}
	return q
}

// ratio runs two pieces of work alternately and reports how much longer the
// first takes, as the median of the pairs.
func ratio(b *testing.B, ours, bare func()) {
	var a, z time.Duration
	for b.Loop() {
		start := time.Now()
		ours()
		middle := time.Now()
		bare()
		a += middle.Sub(start)
		z += time.Since(middle)
	}
	b.ReportMetric(float64(a)/float64(z), "ratio")
	b.ReportMetric(float64(z.Microseconds())/float64(b.N), "bare-µs/op")
}

var sink int

// BenchmarkFrequencies reports as "ratio" all one-way frequencies of 60
// questions over a million responses against a bare loop that counts the same
// bytes: at most 1.5.
func BenchmarkFrequencies(b *testing.B) {
	d, cells, _ := benchData(b)
	ratio(b, func() {
		cut, err := tabulate.NewCut(d, tabulate.Spec{})
		if err != nil {
			b.Fatal(err)
		}
		for i := range cells {
			t, err := cut.Table(fmt.Sprintf("q%d", i))
			if err != nil {
				b.Fatal(err)
			}
			sink += t.Cells[0][0].N
		}
	}, func() {
		for _, column := range cells {
			var h [256]int
			for _, c := range column {
				h[c]++
			}
			sink += h[0]
		}
	})
}

// BenchmarkBanner reports as "ratio" 60 questions by a banner of 5 columns
// against a bare loop that counts the same pairs: at most 2.
func BenchmarkBanner(b *testing.B) {
	d, cells, banner := benchData(b)
	h := make([][256]int, 256)
	ratio(b, func() {
		cut, err := tabulate.NewCut(d, tabulate.Spec{Banner: []string{"banner"}})
		if err != nil {
			b.Fatal(err)
		}
		for i := range cells {
			t, err := cut.Table(fmt.Sprintf("q%d", i))
			if err != nil {
				b.Fatal(err)
			}
			sink += t.Cells[0][1].N
		}
	}, func() {
		for _, column := range cells {
			for i, c := range column {
				h[banner[i]][c]++
			}
			sink += h[0][0]
		}
	})
}
