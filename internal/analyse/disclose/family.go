package disclose

import (
	"fmt"
	"slices"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// suppressed copies what may be seen of tables that are handed out together. A
// threshold of 0 or 1 shows all of it.
//
// Tables are examined in sets between which nothing but the sizes of columns
// is common: first those of the variables that head columns, whose answers are
// these sizes, then those of each other variable with its recodes.
func suppressed(tables []*tabulate.Table, threshold int) []*Published {
	published := make([]*Published, len(tables))
	if threshold <= 1 {
		for i, t := range tables {
			published[i] = (&view{table: t, threshold: threshold}).published()
		}
		return published
	}
	decided := map[string]map[string]bool{}
	for _, set := range independent(tables) {
		if decided[set.population] == nil {
			decided[set.population] = map[string]bool{}
		}
		of := set.sizes
		for _, i := range set.tables {
			of = append(of, tables[i])
		}
		s := newSystem(of, threshold, decided[set.population])
		s.suppress()
		s.decide()
		for _, i := range set.tables {
			published[i] = s.view(tables[i]).published()
		}
	}
	return published
}

// independentSet is tables, by their indexes, that have nothing to do with
// others but the sizes of columns. Sizes is a table of those of all columns,
// where this set decides which may be shown.
type independentSet struct {
	population string
	tables     []int
	sizes      []*tabulate.Table
}

// populationOf names who a table counts.
func populationOf(t *tabulate.Table) string {
	weight := ""
	if slices.ContainsFunc(t.Warnings, func(w tabulate.Warning) bool { return w.Code == tabulate.WarnNoWeight }) {
		weight = t.Weight // it leaves somebody out
	}
	return fmt.Sprintf("%s|%s|%s|%d", t.Population.Code, t.Filter, weight, t.Columns[0].Members)
}

// independent splits tables into sets, those of banner variables first within
// each population.
func independent(tables []*tabulate.Table) []*independentSet {
	type key struct{ population, source string }
	heads := map[key]bool{}
	for _, t := range tables {
		for _, c := range t.Columns[1:] {
			heads[key{populationOf(t), sourceOf(c.Variable, c.Derived)}] = true
		}
	}
	sets := map[key]*independentSet{}
	var first, others []*independentSet
	for i, t := range tables {
		k := key{populationOf(t), sourceOf(t.Stub.Variable, t.Stub.Derived)}
		isHead := heads[k]
		if isHead {
			k.source = ""
		}
		if sets[k] == nil {
			sets[k] = &independentSet{population: k.population}
			if isHead {
				sets[k].sizes = []*tabulate.Table{sizesOf(tables, k.population)}
				first = append(first, sets[k])
			} else {
				others = append(others, sets[k])
			}
		}
		sets[k].tables = append(sets[k].tables, i)
	}
	return append(first, others...)
}

// sizesOf makes a table without rows of all columns that tables of a
// population have.
func sizesOf(tables []*tabulate.Table, population string) *tabulate.Table {
	sizes := &tabulate.Table{Base: questionnaire.BaseAll}
	seen := map[string]bool{}
	for _, t := range tables {
		if populationOf(t) != population {
			continue
		}
		for _, c := range t.Columns {
			if name := columnName(c); !seen[name] {
				seen[name] = true
				c.N, c.Responses, c.Summary = c.Members, c.Members, tabulate.Summary{}
				c.Missing = [questionnaire.NumMissing]int{c.Members}
				sizes.Columns = append(sizes.Columns, c)
			}
		}
	}
	return sizes
}

// decide keeps for the sets that follow which sizes of columns are hidden.
func (s *system) decide() {
	for _, v := range s.variables {
		for _, p := range v.places {
			if v.hidden && v.secret && p.quantity == p.slot.stub.members() && !p.slot.rest {
				s.decided[v.name] = true
			}
		}
	}
}
