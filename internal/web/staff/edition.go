package staff

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// editionPage shows one edition.
type editionPage struct {
	base
	Edition         survey.Edition
	State           survey.State
	StateText       string
	Opens, Closes   string // "" if not set
	Address         string // where respondents answer
	Confidentiality string // what respondents are promised
	Languages       []languageItem
	Questions       int

	Totals   survey.Totals
	Finished string // share of those who started that submitted, "" if nobody started
	Chart    *dayChart
	Days     []dayRow

	Downloads downloadsForm
	Times     timesForm
}

// dayRow is one day of the table of counts.
type dayRow struct {
	Day                string // in words
	Started, Submitted int
}

var editionTemplate = parse[editionPage]("edition")

// edition shows an edition. Where signing in again led here, the address holds
// the times that were entered before.
func (p *pages) edition(w http.ResponseWriter, r *http.Request) error {
	e, err := p.addressedEdition(r)
	if err != nil {
		return err
	}
	times := newTimesForm(e)
	if query := r.URL.Query(); query.Has("opens") || query.Has("closes") {
		times = enteredTimes(query)
		times.Again = true
	}
	return p.showEdition(w, r, http.StatusOK, e, times)
}

// showEdition shows an edition with what stands in the form of its times.
func (p *pages) showEdition(w http.ResponseWriter, r *http.Request, status int, e survey.Edition, times timesForm) error {
	ctx := r.Context()
	q, err := p.Surveys.Questionnaire(ctx, e.Version)
	if err != nil {
		return err
	}
	days, err := p.Surveys.Days(ctx, e)
	if err != nil {
		return err
	}
	totals, err := p.Surveys.Totals(ctx)
	if err != nil {
		return err
	}
	state := e.State(p.Surveys.Now())
	data := editionPage{
		base: p.baseFor(r, editionTitle(e), menuSurveys), Edition: e, State: state, StateText: stateText(state),
		Opens: timeText(e, e.Opens), Closes: timeText(e, e.Closes), Address: (&url.URL{Path: "/s/" + e.Name()}).EscapedPath(),
		Confidentiality: confidentialityText(e.Confidentiality), Questions: q.Asks(),
		Totals: totals[e.ID], Languages: languageItems(q, "", editionURL(e)+"/preview"), Chart: newDayChart(days), Times: times,
	}
	data.Downloads = p.downloads(e, q, data.Totals)
	data.Problem = times.Message != ""
	if n := data.Totals.Started; n > 0 {
		data.Finished = fmt.Sprintf("%.0f %%", 100*float64(data.Totals.Submitted)/float64(n))
	}
	for _, d := range days {
		data.Days = append(data.Days, dayRow{data.Printer.ISODate(d.Day), d.Started, d.Submitted})
	}
	return editionTemplate.Render(w, r, status, data)
}

// confidentialityText says what respondents are promised.
func confidentialityText(c questionnaire.Confidentiality) string {
	switch c {
	case questionnaire.Anonymous:
		return "Anonymous: nobody can tell who gave which answer"
	case questionnaire.Confidential:
		return "Confidential: only the institute knows who gave which answer"
	}
	return "Identified: answers are published with the respondent's name"
}

// timesForm is the form with an edition's times.
type timesForm struct {
	Opens, Closes string // as in the form: 2026-05-01T09:00, "" for none
	Message       string // what is wrong with them
	Again         bool   // they were entered before the session ended
}

// formTime is how forms write a time.
const formTime = "2006-01-02T15:04"

func newTimesForm(e survey.Edition) timesForm {
	return timesForm{Opens: formatTime(e, e.Opens), Closes: formatTime(e, e.Closes)}
}

func enteredTimes(form url.Values) timesForm {
	return timesForm{Opens: form.Get("opens"), Closes: form.Get("closes")}
}

func formatTime(e survey.Edition, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Location()).Format(formTime)
}
