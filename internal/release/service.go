package release

import (
	"context"
	"slices"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// Service holds the use cases of analysts. It is safe for concurrent use.
type Service struct {
	surveys   *survey.Service
	responses *collect.Service
	datasets  datasets
}

// NewService makes a service on surveys and their responses.
func NewService(surveys *survey.Service, responses *collect.Service) *Service {
	return &Service{surveys: surveys, responses: responses}
}

// MayShow refuses results of an anonymous edition that is still open with
// fault.Forbidden: while it is, staff see counts only.
func (s *Service) MayShow(e survey.Edition) error {
	if e.Confidentiality == questionnaire.Anonymous && e.State(s.surveys.Now()) == survey.StateOpen {
		return fault.New(fault.Forbidden, "edition %s is anonymous, so its results can be seen once it has closed; until then there are counts only", e.Name())
	}
	return nil
}

// Tables makes the tables of several variables for staff, who see them
// together. Names may be those of questions, of matrix questions (one table a
// row), of recodes or of banners. The Rows of the Spec are not looked at.
func Tables(d *dataset.Dataset, names []string, spec tabulate.Spec) ([]*disclose.Published, error) {
	tables, err := tablesOf(d, names, spec)
	if err != nil {
		return nil, err
	}
	return disclose.Internal(tables, d.Questionnaire())
}

func tablesOf(d *dataset.Dataset, names []string, spec tabulate.Spec) ([]*tabulate.Table, error) {
	d, err := unitOf(d, names)
	if err != nil {
		return nil, err
	}
	if err := mayPopulate(d, spec.Population); err != nil {
		return nil, err
	}
	cut, err := tabulate.NewCut(d, spec)
	if err != nil {
		return nil, err
	}
	var tables []*tabulate.Table
	for _, name := range names {
		for _, variable := range tabulate.Expand(d.Questionnaire(), name) {
			t, err := cut.Table(variable)
			if err != nil {
				return nil, err
			}
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// unitOf is the dataset whose unit is that of variables: responses, or the items
// of the roster that asks for them.
func unitOf(d *dataset.Dataset, names []string) (*dataset.Dataset, error) {
	rosters := map[string]bool{}
	roster := ""
	for _, name := range names {
		for _, variable := range tabulate.Expand(d.Questionnaire(), name) {
			roster = ""
			if v, ok := d.Questionnaire().Variable(variable); ok && v.Question != nil && v.Question.Roster != nil {
				roster = v.Question.Roster.Key
			}
			rosters[roster] = true
		}
	}
	switch {
	case len(rosters) > 1:
		return nil, fault.New(fault.Invalid, "some of these rows count responses and some items of a roster; make their tables one after the other")
	case roster == "":
		return d, nil
	}
	return d.Child(roster)
}

// Results are an edition's frequencies and, where a banner was chosen, its
// cross-tabulations, as a report prints them.
type Results struct {
	Edition       survey.Edition
	Questionnaire *questionnaire.Questionnaire
	Frequencies   []*disclose.Published
	Crosstabs     []*disclose.Published
	Banner        *questionnaire.Banner // nil if none was chosen, or an undeclared one
	Dispositions  map[response.Disposition]int
}

// Results makes the tables of all variables that can be tabulated. Population
// "" is the edition's default. The banner is the key of a declared one or names
// of variables; without any there are no cross-tabulations.
func (s *Service) Results(ctx context.Context, e survey.Edition, population string, banner []string) (_ *Results, err error) {
	defer fault.Wrap(&err, "release.Results(%s)", e.Name())
	d, err := s.Dataset(ctx, e)
	if err != nil {
		return nil, err
	}
	q := d.Questionnaire()
	r := &Results{Edition: e, Questionnaire: q, Dispositions: dispositions(d)}
	frequencies, err := frequenciesOf(d, tabulate.Spec{Population: population})
	if err != nil {
		return nil, err
	}
	var crosstabs []*tabulate.Table
	if len(banner) > 0 {
		if crosstabs, err = tablesOf(d, variables(q.Variables, isCategorical), tabulate.Spec{Population: population, Banner: banner}); err != nil {
			return nil, err
		}
	}
	// What is printed in one report is examined as a whole.
	all, err := disclose.Internal(slices.Concat(frequencies, crosstabs), q)
	if err != nil {
		return nil, err
	}
	r.Frequencies, r.Crosstabs = all[:len(frequencies)], all[len(frequencies):]
	if i := slices.IndexFunc(q.Banners, func(b *questionnaire.Banner) bool { return slices.Equal(banner, []string{b.Key}) }); i >= 0 {
		r.Banner = q.Banners[i]
	}
	return r, nil
}

// frequenciesOf makes the tables of all variables that a report describes: of
// responses and, unless the edition is anonymous, of the items of rosters.
func frequenciesOf(d *dataset.Dataset, spec tabulate.Spec) ([]*tabulate.Table, error) {
	tables, err := tablesOf(d, variables(d.Variables(), isReported), spec)
	if err != nil || d.Questionnaire().Definition.Confidentiality == questionnaire.Anonymous {
		return tables, err
	}
	for _, items := range d.Children() {
		of, err := tablesOf(d, variables(items.Variables(), isReported), spec)
		if err != nil {
			return nil, err
		}
		tables = append(tables, of...)
	}
	return tables, nil
}

func variables(of []*questionnaire.Variable, wanted func(*questionnaire.Variable) bool) []string {
	var names []string
	for _, v := range of {
		if wanted(v) {
			names = append(names, v.Name)
		}
	}
	return names
}

// isReported tells the variables that a report describes: those of questions,
// recodes included, without the texts of "other".
func isReported(v *questionnaire.Variable) bool {
	return v.Administrative == "" && v.Other == nil && v.Shape != questionnaire.ShapeRanks
}

// isCategorical tells the variables that a cross-tabulation has rows of.
func isCategorical(v *questionnaire.Variable) bool {
	return isReported(v) && (v.Shape == questionnaire.ShapeCode || v.Shape == questionnaire.ShapeCodes || v.Shape == questionnaire.ShapeNumber)
}

func dispositions(d *dataset.Dataset) map[response.Disposition]int {
	counts := map[response.Disposition]int{}
	for row := range d.N() {
		counts[response.Disposition(d.Disposition(row))]++
	}
	return counts
}
