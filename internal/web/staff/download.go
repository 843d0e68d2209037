package staff

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/publish/microdata"
	"barometer/internal/publish/workbook"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// maxDownloads is how many files are made at once: each holds its workbook in
// memory.
const maxDownloads = 2

// downloadsForm is what the forms for downloads offer.
type downloadsForm struct {
	Withheld    string // why there is nothing to see yet, "" if there is
	Languages   []languageItem
	Banners     []choice
	Populations []choice
	Anonymous   bool
	Files       bool // respondents are asked for files
}

// choice is one entry of a list.
type choice struct {
	Value, Text string
	Current     bool
}

// downloads says what can be had of an edition, or why nothing can.
func (p *pages) downloads(e survey.Edition, q *questionnaire.Questionnaire, totals survey.Totals) downloadsForm {
	form := downloadsForm{
		Languages: languageItems(q, q.Languages[0], ""), Banners: banners(q), Populations: populations(q, ""),
		Anonymous: e.Confidentiality == questionnaire.Anonymous, Files: asksForFiles(q.Questions),
	}
	switch err := p.Releases.MayShow(e); {
	case err != nil && e.Closes.IsZero():
		form.Withheld = "This edition is anonymous: while it is open there are counts only. Results and data can be had once it is closed; no closing time is set."
	case err != nil:
		form.Withheld = "This edition is anonymous: while it is open there are counts only. Results and data can be had once it has closed, on " + timeText(e, e.Closes) + "."
	case totals.Submitted+totals.Imported == 0:
		form.Withheld = "Results and data can be had from the first response on."
	}
	return form
}

func banners(q *questionnaire.Questionnaire) []choice {
	var list []choice
	for _, b := range q.Banners {
		text := b.Text.Source()
		if text == "" {
			text = b.Key
		}
		list = append(list, choice{Value: b.Key, Text: text})
	}
	return list
}

// populations lists those of a questionnaire; where it declares none there is
// nothing to choose. current "" is the default one.
func populations(q *questionnaire.Questionnaire, current string) []choice {
	if len(q.Populations) == 0 {
		return nil
	}
	if current == "" {
		current = q.Definition.DefaultPopulation
	}
	var list []choice
	for _, x := range q.Populations {
		list = append(list, choice{Value: x.Key, Text: x.Text.Source(), Current: x.Key == current})
	}
	current = cmp.Or(current, questionnaire.Everyone)
	return append(list, choice{Value: questionnaire.Everyone, Text: "All responses", Current: current == questionnaire.Everyone})
}

// report answers with the workbook of an edition's results.
func (p *pages) report(w http.ResponseWriter, r *http.Request) error {
	e, q, err := p.editionWithQuestionnaire(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	language, err := languageOf(q, query.Get("lang"))
	if err != nil {
		return err
	}
	return p.download(w, r, func(ctx context.Context) error {
		var banner []string
		if b := query.Get("banner"); b != "" {
			banner = []string{b}
		}
		results, err := p.Releases.Results(ctx, e, query.Get("population"), banner)
		if err != nil {
			return err
		}
		in := workbook.Input{Results: results, Language: language, Produced: p.Surveys.Now().In(e.Location())}
		if query.Has("data") {
			if in.Data, err = p.Releases.Dataset(ctx, e); err != nil {
				return err
			}
		}
		detail := map[string]any{"language": language, "banner": query.Get("banner"), "population": query.Get("population"), "data": in.Data != nil}
		if err := p.Accounts.Record(ctx, user(r).Email, account.DownloadedReport, e.Name(), detail); err != nil {
			return err
		}
		return workbook.Write(ctx, p.attachment(w, e, "report-"+language, "xlsx"), in)
	})
}

// data answers with an edition's responses.
func (p *pages) data(w http.ResponseWriter, r *http.Request) error {
	e, q, err := p.editionWithQuestionnaire(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	format, values := microdata.Format(query.Get("format")), query.Get("values")
	if !slices.Contains(microdata.Formats(), format) {
		return fault.New(fault.Invalid, "Responses cannot be had as %q. Choose csv, xlsx or jsonl.", format)
	}
	if values != "codes" && values != "labels" {
		return fault.New(fault.Invalid, "Choose codes or labels.")
	}
	language, err := languageOf(q, query.Get("lang"))
	if err != nil {
		return err
	}
	return p.download(w, r, func(ctx context.Context) error {
		data, err := p.Releases.Dataset(ctx, e)
		if err != nil {
			return err
		}
		export, err := microdata.New(data, microdata.Options{Labels: values == "labels", Language: language, Responses: p.Releases.Responses(ctx, e)})
		if err != nil {
			return err
		}
		detail := map[string]any{"format": format, "values": values, "language": language, "responses": export.N()}
		if err := p.Accounts.Record(ctx, user(r).Email, account.DownloadedData, e.Name(), detail); err != nil {
			return err
		}
		return export.Write(ctx, p.attachment(w, e, "data-"+values, string(format)), format)
	})
}

// languageOf reads the choice of one of a questionnaire's languages; "" is the
// source language.
func languageOf(q *questionnaire.Questionnaire, tag string) (string, error) {
	if tag == "" {
		return q.Languages[0], nil
	}
	if !slices.Contains(q.Languages, tag) {
		return "", fault.New(fault.Invalid, "The questionnaire is not in the language %q.", tag)
	}
	return tag, nil
}

func (p *pages) editionWithQuestionnaire(r *http.Request) (survey.Edition, *questionnaire.Questionnaire, error) {
	e, err := p.addressedEdition(r)
	if err != nil {
		return survey.Edition{}, nil, err
	}
	q, err := p.Surveys.Questionnaire(r.Context(), e.Version)
	return e, q, err
}

// download makes a file, a bounded number at once. An error before the file
// has begun is shown on a page; a later one breaks the connection off, so that
// nobody takes half a file for a whole one.
func (p *pages) download(w http.ResponseWriter, r *http.Request, make func(ctx context.Context) error) error {
	ctx := r.Context()
	select {
	case p.making <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.making }()
	err := make(ctx)
	if err != nil && w.Header().Get("Content-Disposition") != "" {
		p.Site.Log.ErrorContext(ctx, "download broke off", "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	return err
}

// contentTypes are those of the files by their suffixes.
var contentTypes = map[string]string{
	"csv":   "text/csv; charset=utf-8",
	"jsonl": "application/jsonl; charset=utf-8",
	"zip":   "application/zip",
	"xlsx":  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// attachment writes a file to be saved. The headers are sent with its first
// bytes, so that until then an error page can still take its place.
func (p *pages) attachment(w http.ResponseWriter, e survey.Edition, what, suffix string) io.Writer {
	day := p.Surveys.Now().In(e.Location()).Format(time.DateOnly)
	name := fmt.Sprintf("%s-%s-%s-%s.%s", e.Survey, e.Key, what, day, suffix)
	return &attachment{w: w, contentType: contentTypes[suffix], name: name}
}

type attachment struct {
	w                 http.ResponseWriter
	contentType, name string
	begun             bool
}

// Write implements io.Writer.
func (a *attachment) Write(b []byte) (int, error) {
	if !a.begun {
		a.begun = true
		h := a.w.Header()
		h.Set("Content-Type", a.contentType)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.name}))
	}
	return a.w.Write(b)
}
