package respond

import (
	"net/http"
	"net/url"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// ConflictPage shows what is stored beside what was entered, where both were
// changed, and lets the respondent choose.
type ConflictPage struct {
	page.Base
	Items  []ConflictItem
	Action string // where the form goes that keeps what was entered
	Hidden []Hidden
	Stored string // leads to the page with what is stored
}

// ConflictItem is a question whose two answers differ.
type ConflictItem struct {
	Question        string
	Stored, Entered []Answer
}

// conflict shows what another window stored in the meantime. The form of the
// page holds the answers to the whole section: what was entered in place of
// what is stored where both were changed.
func (p *pages) conflict(w http.ResponseWriter, r *http.Request, v *visit, section *questionnaire.Section, in input, conflicts []*questionnaire.Question) error {
	seen := fingerprints(v.draft.Answers, in.shown)
	data := ConflictPage{
		Base:   p.base(v, v.printer().Text("respond.conflict.title")),
		Action: sectionURL(v.edition, section.Key), Stored: sectionURL(v.edition, section.Key),
		Hidden: append(carried(v.shownAgain(in, in.shown)), hiddenFields(in.shown, seen, in.entered.Get(fieldReturn) == "review")...),
	}
	data.Problem = true
	was := v.words()
	is := was
	is.answers = in.patch
	for _, q := range conflicts {
		data.Items = append(data.Items, ConflictItem{
			Question: v.plain(q), Stored: was.answer(q), Entered: enteredAnswer(is, q, in),
		})
	}
	return conflictTemplate.Render(w, r, fault.Conflict.Status(), data)
}

// enteredAnswer puts what was entered into words; what could not be read is
// given as it was typed.
func enteredAnswer(is words, q *questionnaire.Question, in input) []Answer {
	if answers := is.answer(q); len(answers) > 0 {
		return answers
	}
	var typed []string
	for _, name := range fieldNames(q, in.entered) {
		for _, value := range in.entered[name] {
			if value != "" {
				typed = append(typed, value)
			}
		}
	}
	if len(typed) == 0 {
		return nil
	}
	return []Answer{{Lines: typed}}
}

// RetryPage keeps what was entered where it could not be stored, and offers to
// send it again.
type RetryPage struct {
	page.Base
	Message string
	Detail  string
	Action  string
	Button  string
	Hidden  []Hidden
}

// expired answers a page that was sent without a session: the answers on it go
// along to a new one.
func (p *pages) expired(w http.ResponseWriter, r *http.Request) error {
	edition := addressedEdition(r)
	printer := p.printerFor(r)
	data := RetryPage{
		Base:    p.site.NewBase(printer, printer.Text("respond.expired.title"), printer.Text("site.name"), ""),
		Message: printer.Text("respond.expired.text"), Detail: printer.Text("respond.expired.remedy"),
		Action: startURL(edition), Button: printer.Text("respond.expired.button"),
		Hidden: append(carried(r.PostForm), Hidden{"_section", sectionVar(r)}, Hidden{"_new", "1"}, Hidden{"_language", printer.Language()}),
	}
	data.Problem = true
	return retryTemplate.Render(w, r, fault.Unauthenticated.Status(), data)
}

// sendAgain answers a page that could not be stored, for no fault of the
// respondent's.
func (p *pages) sendAgain(w http.ResponseWriter, r *http.Request, status int, err error) error {
	printer := p.printerFor(r)
	key := fault.KindOf(err).MessageKey()
	hidden := carried(r.PostForm)
	for _, name := range []string{fieldSeen, fieldShown, fieldReturn, fieldGo, fieldClear} {
		if r.PostForm.Has(name) {
			hidden = append(hidden, Hidden{name, r.PostForm.Get(name)})
		}
	}
	data := RetryPage{
		Base:    p.site.NewBase(printer, printer.Text(key), printer.Text("site.name"), ""),
		Message: printer.Text(key + ".remedy"), Detail: printer.Text("respond.kept_here"),
		Action: (&url.URL{Path: r.URL.Path}).EscapedPath(), Button: printer.Text("respond.send_again"), Hidden: hidden,
	}
	data.Problem = true
	return retryTemplate.Render(w, r, status, data)
}
