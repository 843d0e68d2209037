//go:build unix

package report_test

import (
	"fmt"
	"io"
	"runtime"
	"syscall"
	"testing"
	"time"

	"barometer/internal/publish/microdata"
	"barometer/internal/publish/publishtest"
	"barometer/internal/publish/report"
	"barometer/internal/publish/xlsx"
	"barometer/internal/questionnaire"
)

// BenchmarkReport makes the workbook of 5,000 responses to 60 questions, with
// a banner and both sheets of records. The aim is 3 s of CPU and 200 MB.
func BenchmarkReport(b *testing.B) {
	q := sixtyQuestions(b)
	d := publishtest.Dataset(b, q, 5000)
	in := report.Input{
		Questionnaire: q, Language: "en", Produced: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
		Tables: publishtest.Frequencies(b, d, 0), Crosstabs: publishtest.Crosstabs(b, d, 0, "question_0"),
	}
	runtime.GC()
	stop := watchMemory()
	start := cpu(b)
	for b.Loop() {
		doc, err := report.Build(in)
		if err != nil {
			b.Fatal(err)
		}
		var sheets []xlsx.DataSheet
		for _, labels := range []bool{false, true} {
			e, err := microdata.New(d, microdata.Options{Labels: labels})
			if err != nil {
				b.Fatal(err)
			}
			sheets = append(sheets, e.Sheet(fmt.Sprintf("Data %v", labels)))
		}
		if err := xlsx.Write(b.Context(), io.Discard, doc, sheets...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpu(b)-start).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(stop())/1e6, "peak-MB")
}

// sixtyQuestions are 20 rounds of a single and a multiple choice and a rating.
func sixtyQuestions(b *testing.B) *questionnaire.Questionnaire {
	b.Helper()
	section := questionnaire.SectionDef{Key: "s", Title: "Questions"}
	for i := range 60 {
		question := questionnaire.QuestionDef{Key: fmt.Sprintf("question_%d", i), Text: "Which of these describes your organisation best?"}
		switch question.Type = []string{"single", "multiple", "rating"}[i%3]; question.Type {
		case "rating":
		default:
			for o := range 6 {
				question.Options = append(question.Options, questionnaire.OptionDef{Code: fmt.Sprintf("option_%d", o), Text: fmt.Sprintf("Option number %d", o)})
			}
		}
		section.Questions = append(section.Questions, question)
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "bench", Edition: "2026", Language: "en", Title: "Bench", Confidentiality: questionnaire.Confidential,
		Sections: []questionnaire.SectionDef{section},
	}, nil)
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	return q
}

// cpu is the time that the process has computed.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// watchMemory looks at the memory in use every few milliseconds until the
// function that it gives is called, which gives the most that it saw.
func watchMemory() func() uint64 {
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		peak := uint64(0)
		for {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.Sys-m.HeapReleased)
			select {
			case <-done:
				most <- peak
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		return <-most
	}
}
