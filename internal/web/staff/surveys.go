package staff

import (
	"net/http"

	"barometer/internal/survey"
)

// surveysPage lists surveys and their editions.
type surveysPage struct {
	base
	Surveys []surveyItem
}

// surveyItem is one survey of the list.
type surveyItem struct {
	Key, Title string
	Editions   []editionItem
}

// editionItem is one edition of the list.
type editionItem struct {
	Key, URL      string
	State         survey.State
	StateText     string
	Opens, Closes string // "" if not set
	Totals        survey.Totals
}

var surveysTemplate = parse[surveysPage]("surveys")

// surveyList shows all surveys and editions with their counts.
func (p *pages) surveyList(w http.ResponseWriter, r *http.Request) error {
	surveys, err := p.Surveys.Surveys(r.Context())
	if err != nil {
		return err
	}
	totals, err := p.Surveys.Totals(r.Context())
	if err != nil {
		return err
	}
	data := surveysPage{base: p.baseFor(r, "Surveys", menuSurveys)}
	now := p.Surveys.Now()
	for _, sv := range surveys {
		item := surveyItem{Key: sv.Key, Title: sv.Title}
		for _, e := range sv.Editions {
			state := e.State(now)
			item.Editions = append(item.Editions, editionItem{
				Key: e.Key, URL: editionURL(e), State: state, StateText: stateText(state),
				Opens: timeText(e, e.Opens), Closes: timeText(e, e.Closes), Totals: totals[e.ID],
			})
		}
		data.Surveys = append(data.Surveys, item)
	}
	return surveysTemplate.Render(w, r, http.StatusOK, data)
}
