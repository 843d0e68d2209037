package staff

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/translate"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// uploadPath is where questionnaires are uploaded.
const uploadPath = "/staff/upload"

// uploadPage is the form for uploads, with what is wrong with the last one.
type uploadPage struct {
	base
	Message  string // why nothing was read, "" if it was
	Checked  string // the files that were read
	Problems []problemItem
	Errors   int // of all problems, also of those not shown
	Warnings int
	More     int // problems that are not shown
	Waiting  []waitingItem
}

// waitingItem is an upload that is not published.
type waitingItem struct {
	URL, Name, By, At string
}

var uploadTemplate = parse[uploadPage]("upload")

// uploadForm shows the form and the uploads that wait to be published.
func (p *pages) uploadForm(w http.ResponseWriter, r *http.Request) error {
	return p.showUpload(w, r, http.StatusOK, uploadPage{})
}

func (p *pages) showUpload(w http.ResponseWriter, r *http.Request, status int, data uploadPage) error {
	waiting, err := p.uploads.List(r.Context())
	if err != nil {
		return err
	}
	data.base = p.baseFor(r, "Upload a questionnaire", menuUpload)
	data.Problem = data.Message != "" || data.Errors > 0
	for _, u := range waiting {
		data.Waiting = append(data.Waiting, waitingItem{
			URL: uploadURL(u), Name: u.Definition.Survey + "/" + u.Definition.Edition, By: u.By, At: data.Printer.Time(u.At.In(time.UTC)),
		})
	}
	return uploadTemplate.Render(w, r, status, data)
}

func uploadURL(u survey.Upload) string { return uploadPath + "/" + u.ID }

// upload checks the files that were sent. Where nothing is wrong with them, or
// nothing but what the author should weigh, they are kept to be looked at.
func (p *pages) upload(w http.ResponseWriter, r *http.Request) error {
	files, err := readFiles(w, r)
	if errors.Is(err, fault.Invalid) || errors.Is(err, fault.TooLarge) {
		return p.showUpload(w, r, fault.KindOf(err).Status(), uploadPage{Message: sentence(fault.Message(err))})
	}
	if err != nil {
		return err
	}
	q, problems := yamlform.CompileSources(files[0], files[1:]...)
	if q == nil {
		return p.showUpload(w, r, fault.Invalid.Status(), problemsPage(files, problems))
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	u, err := p.uploads.Add(r.Context(), user(r).Email, names, q, problems)
	if err != nil {
		return err
	}
	detail := map[string]any{"files": names, "version": q.Version}
	if err := p.Accounts.Record(r.Context(), user(r).Email, account.Uploaded, u.Definition.Survey+"/"+u.Definition.Edition, detail); err != nil {
		return err
	}
	return page.SeeOther(w, r, uploadURL(u))
}

// uploadedPage shows an upload without errors, to be published or not.
type uploadedPage struct {
	base
	Name, URL  string // survey/edition; of this page
	Files      string
	By, At     string
	Questions  int
	Sections   []sectionItem
	Languages  []languageItem
	Promise    string
	TimeZone   string
	Outcome    survey.Outcome // what publishing does, "" if it is refused
	Changes    []string       // of an edition that has been answered
	Lacking    []string       // what is not translated, by language
	Unmet      bool           // publishing was tried without accepting that
	Refused    string         // why it is
	Warnings   []problemItem
	More       int // warnings that are not shown
	PreviewURL string
}

// sectionItem is one section of an uploaded questionnaire.
type sectionItem struct {
	Title     string
	Questions int
}

var uploadedTemplate = parse[uploadedPage]("uploaded")

// uploaded shows an upload.
func (p *pages) uploaded(w http.ResponseWriter, r *http.Request) error {
	return p.showUploaded(w, r, http.StatusOK, false)
}

func (p *pages) showUploaded(w http.ResponseWriter, r *http.Request, status int, unmet bool) error {
	u, q, err := p.uploads.Find(r.Context(), mux.Vars(r)["upload"])
	if err != nil {
		return err
	}
	data := uploadedPage{
		base: p.baseFor(r, q.Title.Source(), menuUpload), Name: u.Definition.Survey + "/" + u.Definition.Edition, URL: uploadURL(u),
		Files: strings.Join(u.Files, ", "), By: u.By, Questions: q.Asks(), Promise: confidentialityText(u.Definition.Confidentiality),
		TimeZone: u.Definition.TimeZone, PreviewURL: uploadURL(u) + "/preview",
	}
	data.At = data.Printer.Time(u.At.In(time.UTC))
	data.Languages = languageItems(q, "", data.PreviewURL)
	for _, s := range q.Sections {
		data.Sections = append(data.Sections, sectionItem{s.Title.Source(), len(s.Questions)})
	}
	data.Lacking, data.Unmet = translate.Lacking(q.Definition), unmet
	data.Warnings, data.More = problemItems(nil, u.Warnings)
	forecast, err := p.Surveys.Foresee(r.Context(), q)
	data.Outcome, data.Changes = forecast.Outcome, forecast.Changes
	if errors.Is(err, fault.Conflict) {
		data.Refused, err = sentence(fault.Message(err)), nil
	}
	if err != nil {
		return err
	}
	return uploadedTemplate.Render(w, r, status, data)
}

// fieldUntranslated is set where the author accepts that respondents meet two
// languages.
const fieldUntranslated = "untranslated"

// publish publishes an upload.
func (p *pages) publish(w http.ResponseWriter, r *http.Request) error {
	u, q, err := p.uploads.Find(r.Context(), mux.Vars(r)["upload"])
	if err != nil {
		return err
	}
	if translate.Lacking(q.Definition) != nil && r.PostFormValue(fieldUntranslated) == "" {
		return p.showUploaded(w, r, fault.Invalid.Status(), true)
	}
	forecast, err := p.Surveys.Foresee(r.Context(), q)
	if errors.Is(err, fault.Conflict) {
		return p.showUploaded(w, r, fault.Conflict.Status(), false) // says why
	}
	if err != nil {
		return err
	}
	e, err := p.uploads.Publish(r.Context(), u.ID)
	if errors.Is(err, fault.Conflict) {
		return p.showUploaded(w, r, fault.Conflict.Status(), false) // says why
	}
	if err != nil {
		return err
	}
	detail := map[string]any{"files": u.Files, "version": q.Version, "outcome": forecast.Outcome, "changes": forecast.Changes}
	if err := p.Accounts.Record(r.Context(), user(r).Email, account.Published, e.Name(), detail); err != nil {
		return err
	}
	notice := e.Name() + " is published."
	if e.Opens.IsZero() {
		notice += " Nobody can answer before it is opened."
	}
	return p.done(w, r, editionURL(e), notice)
}

// discard removes an upload.
func (p *pages) discard(w http.ResponseWriter, r *http.Request) error {
	if err := p.uploads.Discard(r.Context(), mux.Vars(r)["upload"]); err != nil {
		return err
	}
	return p.done(w, r, uploadPath, "The upload is discarded.")
}

// maxProblems is how many problems a page lists.
const maxProblems = 200

// problemItem is one problem with its place.
type problemItem struct {
	Place, Message string
	Warning        bool
	Source         string // the line it is about, "" if that is not known
}

func problemsPage(files []yamlform.Source, problems questionnaire.Problems) uploadPage {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	data := uploadPage{Checked: strings.Join(names, ", ")}
	data.Problems, data.More = problemItems(files, problems)
	for _, x := range problems {
		if x.Severity == questionnaire.Warning {
			data.Warnings++
		} else {
			data.Errors++
		}
	}
	return data
}

// problemItems lists problems, errors first, and counts those left out.
func problemItems(files []yamlform.Source, problems questionnaire.Problems) (items []problemItem, more int) {
	lines := map[string][]string{}
	for _, f := range files {
		lines[f.Name] = strings.Split(string(f.Data), "\n")
	}
	for _, severity := range []questionnaire.Severity{questionnaire.Error, questionnaire.Warning} {
		for _, x := range problems {
			switch {
			case x.Severity != severity:
			case len(items) == maxProblems:
				more++
			default:
				items = append(items, problemItem{
					Place: x.Position.String(), Message: x.Message, Warning: severity == questionnaire.Warning,
					Source: excerpt(lines[x.File], x.Line),
				})
			}
		}
	}
	return items, more
}

// excerpt gives a line as far as a page has room for it; lines count from 1.
func excerpt(lines []string, line int) string {
	if line < 1 || line > len(lines) {
		return ""
	}
	const most = 160
	text := []rune(strings.TrimSpace(strings.ToValidUTF8(lines[line-1], "�")))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// plural writes a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", printer().Integer(n), many)
}

// Found says how many problems there are.
func (d uploadPage) Found() string {
	found := plural(d.Errors, "error", "errors")
	if d.Warnings > 0 {
		found += " and " + plural(d.Warnings, "warning", "warnings")
	}
	return found
}
