// Package workbook puts together the Excel report of an edition: the document
// that package report makes of its results, followed by its responses as
// codes and as labels. The command line and the staff's pages hand out the
// same file.
package workbook

import (
	"context"
	"io"
	"time"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/publish/microdata"
	"barometer/internal/publish/report"
	"barometer/internal/publish/xlsx"
	"barometer/internal/release"
)

// Input is what the report is made of.
type Input struct {
	Results  *release.Results
	Data     *dataset.Dataset // nil leaves the responses out
	Language string           // BCP 47 tag; "" is the questionnaire's source language
	Produced time.Time        // the day printed on the report
}

// Document makes the document of the report, for writers of other formats.
func Document(in Input) (*report.Document, error) {
	r := in.Results
	if in.Language == "" {
		in.Language = r.Questionnaire.Languages[0]
	}
	banner := ""
	if r.Banner != nil {
		banner = r.Banner.Text.In(in.Language)
	}
	return report.Build(report.Input{
		Questionnaire: r.Questionnaire, Language: in.Language, Produced: in.Produced, Edition: facts(r),
		Tables: r.Frequencies, Crosstabs: r.Crosstabs, Banner: banner, Data: in.Data != nil,
	})
}

// Write writes the workbook. The same input gives the same bytes.
func Write(ctx context.Context, w io.Writer, in Input) error {
	doc, err := Document(in)
	if err != nil {
		return err
	}
	in.Language = doc.Language
	sheets, err := dataSheets(in, doc.Labels)
	if err != nil {
		return err
	}
	return xlsx.Write(ctx, w, doc, sheets...)
}

func facts(r *release.Results) report.Edition {
	e := report.Edition{
		Complete: r.Dispositions[response.Complete], Partial: r.Dispositions[response.Partial],
		ScreenedOut: r.Dispositions[response.ScreenedOut], Refused: r.Dispositions[response.Declined],
	}
	if !r.Edition.Opens.IsZero() {
		e.Opened = r.Edition.Opens.In(r.Edition.Location())
	}
	if !r.Edition.Closes.IsZero() {
		e.Closed = r.Edition.Closes.In(r.Edition.Location())
	}
	return e
}

func dataSheets(in Input, labels report.Labels) ([]xlsx.DataSheet, error) {
	if in.Data == nil {
		return nil, nil
	}
	var sheets []xlsx.DataSheet
	for _, s := range []struct {
		title  string
		labels bool
	}{{labels.DataCodes, false}, {labels.DataLabels, true}} {
		export, err := microdata.New(in.Data, microdata.Options{Labels: s.labels, Language: in.Language})
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, export.Sheets(s.title)...)
	}
	return sheets, nil
}
