package tabulate

import (
	"slices"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// Spec says which table to make.
type Spec struct {
	Rows       string             // name of a variable: key, key__row, a recode
	Banner     []string           // variables, or keys of declared banners, that head the columns
	Population string             // key, or questionnaire.Everyone; "" is the edition's default
	Base       questionnaire.Base // "" is the question's own
	Filter     string             // condition over answers and administrative columns; "" keeps all
	Weight     string             // name of a weight; "" and questionnaire.Unweighted are none
	Level      float64            // confidence level of the intervals; 0 is 0.95
}

const defaultLevel = 0.95

// Expand lists the variables that a name stands for: the rows or cells of a
// matrix, the parts of a ranking or an allocation, the answer of any other
// question, what a declared banner is of, or the variable itself. A name that
// is none of these stands for itself, so that making its table says what is
// wrong.
func Expand(q *questionnaire.Questionnaire, name string) []string {
	if v, ok := q.Variable(name); ok && v.Shape != questionnaire.ShapeRanks {
		return []string{v.Name}
	}
	if question, ok := q.Question(name); ok {
		var names []string
		for _, v := range question.Variables {
			if v.Other == nil && v.Shape != questionnaire.ShapeRanks {
				names = append(names, v.Name)
			}
		}
		if len(names) > 0 {
			return names
		}
	}
	for _, b := range q.Banners {
		if b.Key == name {
			return variableNames(b.Of)
		}
	}
	return []string{name}
}

func variableNames(vs []*questionnaire.Variable) []string {
	names := make([]string, len(vs))
	for i, v := range vs {
		names[i] = v.Name
	}
	return names
}

// check completes a Spec and reports what is wrong with it in itself.
func (s *Spec) check() error {
	if s.Level == 0 {
		s.Level = defaultLevel
	}
	if !(s.Level > 0 && s.Level < 1) {
		return fault.New(fault.Invalid, "the confidence level is %v; write a number between 0 and 1, such as 0.95", s.Level)
	}
	if s.Base != "" && !slices.Contains(questionnaire.Bases(), s.Base) {
		return fault.New(fault.Invalid, "there is no base “%s”; write all, asked, reached, answered or valid", s.Base)
	}
	if s.Weight == questionnaire.Unweighted {
		s.Weight = ""
	}
	return nil
}

// population finds the population of a Spec; nil is everyone.
func (s *Spec) population(q *questionnaire.Questionnaire) (*questionnaire.Population, error) {
	key := s.Population
	if key == "" {
		key = q.Definition.DefaultPopulation
	}
	if key == "" || key == questionnaire.Everyone {
		return nil, nil
	}
	keys := []string{questionnaire.Everyone}
	for _, p := range q.Populations {
		if p.Key == key {
			return p, nil
		}
		keys = append(keys, p.Key)
	}
	near := expr.DidYouMean(key, keys)
	if near == "" {
		near = "declare it under “populations”, or write everyone"
	}
	return nil, fault.New(fault.NotFound, "there is no population “%s”; %s", key, near)
}

// bannerVariables lists the variables that head the columns, each once.
func bannerVariables(q *questionnaire.Questionnaire, names []string) []string {
	var all []string
	for _, name := range names {
		for _, v := range Expand(q, name) {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return all
}
