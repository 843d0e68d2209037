package disclose_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// attacker writes down every sum that a reader of published tables knows to
// hold, with an unknown for whatever none of them prints. It shares no code
// with the package: it names a number of respondents by what they answered, so
// that the same number has the same name in every table.
type attacker struct {
	threshold int
	byName    map[string]int
	seen      []quantity
	equations []map[int]float64
}

// quantity is a number of respondents.
type quantity struct {
	name    string
	printed bool // in one of the tables
	zero    bool // nobody in the total, which is printed
	secret  bool // must not be computable
}

// named joins what respondents have in common to a name.
func named(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(c string) bool { return c == "" })
	slices.Sort(conditions)
	return strings.Join(slices.Compact(conditions), " & ")
}

func (a *attacker) see(name string, printed, zero, secret bool) int {
	id, ok := a.byName[name]
	if !ok {
		id = len(a.seen)
		a.byName[name] = id
		a.seen = append(a.seen, quantity{name: name})
	}
	q := &a.seen[id]
	q.printed, q.zero, q.secret = q.printed || printed, q.zero || zero, q.secret || secret
	return id
}

// numbers are those of one column, or of who is in none of a variable's, by
// name, with what was counted.
type numbers struct {
	ids    map[string]int
	counts map[string]int
}

// counts lists the numbers of a column as they were counted.
func counts(table *tabulate.Table, j int) map[string]int {
	c, v := table.Columns[j], table.Stub.Variable
	all := map[string]int{"": c.Members, v + " base " + string(table.Base): c.N, v + " sum": c.Summary.N}
	if table.Stub.Multiple {
		all[v+" responses "+string(table.Base)] = c.Responses
	}
	for kind, n := range c.Missing {
		all[missingName(table, kind)] = n
	}
	for i, r := range table.Rows {
		all[rowName(table, r)] = table.Cells[i][j].N
	}
	return all
}

func missingName(table *tabulate.Table, kind int) string {
	return table.Stub.Variable + " missing " + questionnaire.Missing(kind).String()
}

func rowName(table *tabulate.Table, r tabulate.Row) string {
	switch {
	case r.Kind == tabulate.RowNet:
		return table.Stub.Variable + " net " + r.Code
	case r.Kind == tabulate.RowMissing && r.Text.IsZero():
		return table.Stub.Variable + " blank " + r.Code
	}
	return table.Stub.Variable + "=" + r.Code
}

// printed tells which numbers of a column are printed.
func printed(p *disclose.Published, table *tabulate.Table, j int) map[string]bool {
	c, v := p.Columns()[j], table.Stub.Variable
	all := map[string]bool{
		"": !c.MembersSuppressed, v + " base " + string(table.Base): !c.Suppressed, v + " sum": !c.SummarySuppressed,
		v + " responses " + string(table.Base): !c.ResponsesSuppressed,
	}
	for kind := range c.Missing {
		all[missingName(table, kind)] = !c.MissingSuppressed[kind]
	}
	for i, r := range table.Rows {
		all[rowName(table, r)] = !p.Cell(i, j).Suppressed
	}
	return all
}

// isAnswer tells by name whether a number tells what was answered.
func isAnswer(name string) bool {
	for _, other := range []string{" base ", " responses ", " missing "} {
		if strings.Contains(name, other) {
			return strings.HasSuffix(name, " dont_know") && !strings.Contains(name, " blank ")
		}
	}
	return name != ""
}

// few tells whether a number, or the rest of those whom it is of, is a group
// too small to be shown.
func (a *attacker) few(table *tabulate.Table, of map[string]int, name string) bool {
	small := func(n int) bool { return n > 0 && n < a.threshold }
	base := of[table.Stub.Variable+" base "+string(table.Base)]
	switch {
	case strings.HasSuffix(name, " sum"):
		base = of[name]
	case strings.Contains(name, " missing "):
		base = of[missingName(table, 0)] + of[name]
	}
	return small(of[""]) || small(base) || small(of[name]) || small(base-of[name])
}

// table adds what a table prints.
func (a *attacker) table(p *disclose.Published, table *tabulate.Table) {
	total := counts(table, 0)
	totalPrinted := printed(p, table, 0)
	zero := func(name string) bool { return total[name] == 0 && totalPrinted[name] }
	dead := p.Columns()[0].Suppressed
	column := func(j int) numbers {
		c := table.Columns[j]
		head := ""
		if j > 0 {
			head = c.Variable + "=" + c.Code
		}
		x := numbers{map[string]int{}, counts(table, j)}
		for name, n := range x.counts {
			shown := printed(p, table, j)[name]
			secret := !shown && isAnswer(name) && n > 0 && (!dead || a.few(table, x.counts, name))
			x.ids[name] = a.see(named(head, name), shown, zero(name), secret)
		}
		a.within(table, x)
		return x
	}
	all := column(0)
	for start := 1; start < len(table.Columns); {
		first := table.Columns[start]
		end := start + 1
		for !first.Overlaps && end < len(table.Columns) && table.Columns[end].Variable == first.Variable {
			end++
		}
		if root(first.Variable) != root(table.Stub.Variable) {
			var group []numbers
			for j := start; j < end; j++ {
				group = append(group, column(j))
			}
			a.across(table, all, group, first, zero)
		}
		start = end
	}
}

// across adds who is in none of a group of columns, and that they and the
// columns make up the total.
func (a *attacker) across(table *tabulate.Table, total numbers, group []numbers, first tabulate.Column, zero func(string) bool) {
	rest := numbers{map[string]int{}, map[string]int{}}
	for name, n := range total.counts {
		for _, x := range group {
			n -= x.counts[name]
		}
		rest.counts[name] = n
	}
	if rest.counts[""] > 0 {
		head := "not " + first.Variable
		if first.Overlaps {
			head += "=" + first.Code
		}
		for name, n := range rest.counts {
			secret := isAnswer(name) && n > 0 && a.few(table, rest.counts, name)
			rest.ids[name] = a.see(named(head, name), false, zero(name), secret)
		}
		a.within(table, rest)
		group = append(group, rest)
	}
	for name, id := range total.ids {
		equation := map[int]float64{id: -1}
		for _, x := range group {
			equation[x.ids[name]] = 1
		}
		a.equations = append(a.equations, equation)
	}
}

// within adds what holds inside one column.
func (a *attacker) within(table *tabulate.Table, x numbers) {
	add := func(whole string, parts map[string]float64) {
		equation := map[int]float64{x.ids[whole]: -1}
		for name, factor := range parts {
			if factor != 0 && x.ids[name] != x.ids[whole] {
				equation[x.ids[name]] = factor
			}
		}
		if len(equation) > 1 {
			a.equations = append(a.equations, equation)
		}
	}
	v := table.Stub.Variable
	members, base, sum, responses := map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}
	for kind := range questionnaire.NumMissing {
		members[missingName(table, kind)] = 1
		if table.Base.Includes(questionnaire.Missing(kind)) {
			base[missingName(table, kind)] = 1
		}
		of := map[string]float64{}
		for _, r := range table.Rows {
			if r.Kind != tabulate.RowNet && int(r.Missing) == kind && (!table.Stub.Multiple || kind != 0) {
				of[rowName(table, r)] = 1
			}
		}
		add(missingName(table, kind), of)
	}
	for _, r := range table.Rows {
		if r.HasScore {
			sum[rowName(table, r)] = r.Score
		}
		if r.Kind != tabulate.RowNet && !r.Text.IsZero() {
			responses[rowName(table, r)] = 1
		}
		if r.Kind == tabulate.RowNet && (!table.Stub.Multiple || len(r.Codes) == 1) {
			of := map[string]float64{}
			for _, code := range r.Codes {
				of[v+"="+code] = 1
			}
			add(rowName(table, r), of)
		}
	}
	add("", members)
	add(v+" base "+string(table.Base), base)
	add(v+" sum", sum)
	if table.Stub.Multiple {
		add(v+" responses "+string(table.Base), responses)
	}
}

// recoded adds what holds between a variable and its recodes, and that who is
// in none of a variable's columns has no value of it.
func (a *attacker) recoded() {
	for name, id := range a.byName {
		conditions := strings.Split(name, " & ")
		for i, condition := range conditions {
			others := named(slices.Delete(slices.Clone(conditions), i, i+1)...)
			derived, code, _ := strings.Cut(condition, "=")
			if codes, ok := groups[derived][code]; ok && (root(derived) != "uses" || len(codes) == 1) {
				a.sumOf(id, others, root(derived)+"=", codes)
			}
			if v, is := strings.CutSuffix(condition, " missing "); is && groups[v] != nil {
				equation := map[int]float64{id: 1}
				for other, factor := range map[string]float64{v + " missing not_applicable": 1, root(v) + " missing ": -1, root(v) + " missing not_applicable": -1} {
					if x, ok := a.byName[named(others, other)]; ok {
						equation[x] = factor
					}
				}
				if len(equation) == 4 {
					a.equations = append(a.equations, equation)
				}
			} else if v, kind, is := strings.Cut(condition, " missing "); is && groups[v] != nil && kind != "not_applicable" {
				a.sumOf(id, others, root(v)+" missing ", []string{kind})
			}
		}
		if v, ok := strings.CutPrefix(name, "not "); ok && len(conditions) == 1 {
			if value, ok := a.byName[v+" missing "]; ok {
				a.equations = append(a.equations, map[int]float64{id: 1, value: 1, a.byName[""]: -1})
			}
		}
	}
}

func (a *attacker) sumOf(whole int, others, prefix string, names []string) {
	equation := map[int]float64{whole: -1}
	for _, name := range names {
		part, ok := a.byName[named(others, prefix+name)]
		if !ok {
			return
		}
		equation[part] = 1
	}
	a.equations = append(a.equations, equation)
}

// derivable lists the secrets that have only one solution: those whose unit
// vector lies in the space of the equations.
func (a *attacker) derivable(t *testing.T) []string {
	var names []string
	unknown := map[int]int{}
	var secrets []int
	for id, q := range a.seen {
		switch {
		case q.secret && (q.printed || q.zero):
			names = append(names, q.name+" (printed)")
		case !q.printed && !q.zero:
			if q.secret {
				secrets = append(secrets, len(unknown))
			}
			unknown[id] = len(unknown)
		}
	}
	if len(unknown) == 0 {
		return names
	}
	byColumn := make([]string, len(unknown))
	for id, column := range unknown {
		byColumn[column] = a.seen[id].name
	}
	m := mat.NewDense(len(unknown), len(unknown), nil) // AᵀA has the row space of A
	for _, equation := range a.equations {
		for i, x := range equation {
			for j, y := range equation {
				if r, ok := unknown[i]; ok {
					if c, ok := unknown[j]; ok {
						m.Set(r, c, m.At(r, c)+x*y)
					}
				}
			}
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(mat.NewSymDense(len(unknown), m.RawMatrix().Data), true) {
		t.Fatal("no eigenvectors")
	}
	var v mat.Dense
	eigen.VectorsTo(&v)
	values := eigen.Values(nil)
	for _, column := range secrets {
		length := 0.0
		for k, value := range values {
			if value > 1e-7 {
				length += v.At(column, k) * v.At(column, k)
			}
		}
		if length > 1-1e-8 {
			names = append(names, byColumn[column])
		}
	}
	return names
}

// attack lists what can be computed of what is suppressed in tables.
func attack(t *testing.T, published []*disclose.Published, tables []*tabulate.Table, threshold int) []string {
	t.Helper()
	a := &attacker{threshold: threshold, byName: map[string]int{}}
	for i, p := range published {
		a.table(p, tables[i])
	}
	a.recoded()
	return a.derivable(t)
}

// checkPrimary holds that nothing small is shown, and that what is shown is
// what was counted.
func checkPrimary(t *testing.T, p *disclose.Published, table *tabulate.Table, threshold int) {
	t.Helper()
	small := func(n int) bool { return n > 0 && n < threshold }
	for j, c := range p.Columns() {
		if was := table.Columns[j]; !c.Suppressed && (small(was.N) || small(was.Members) || c.N != was.N) || c.Suppressed && c.N != 0 {
			t.Errorf("column %d of %d shows %d, suppressed %v", j, was.N, c.N, c.Suppressed)
		}
		if small(c.Missing[questionnaire.DontKnow]) || small(c.Summary.N) {
			t.Errorf("column %d shows %d who do not know, a summary of %d", j, c.Missing[questionnaire.DontKnow], c.Summary.N)
		}
		for i := range p.Rows() {
			cell, was := p.Cell(i, j), table.Cells[i][j]
			switch {
			case cell.Suppressed && cell.Cell != (tabulate.Cell{}):
				t.Errorf("cell %d, %d is suppressed and holds %+v", i, j, cell)
			case !cell.Suppressed && (cell.N != was.N || small(cell.N) || small(table.Columns[j].N-cell.N)):
				t.Errorf("cell %d, %d of base %d shows %d, counted %d", i, j, c.N, cell.N, was.N)
			}
		}
	}
	for _, w := range p.Warnings() {
		if n, ok := w.Params["n"].(int); ok && small(n) {
			t.Errorf("warning %v tells of %d", w, n)
		}
	}
}

// describe names tables for messages.
func describe(tables []*tabulate.Table) string {
	var b strings.Builder
	for _, t := range tables {
		heads := map[string]bool{}
		for _, c := range t.Columns[1:] {
			if !heads[c.Variable] {
				heads[c.Variable] = true
			}
		}
		fmt.Fprintf(&b, "%s/%s by %d; ", t.Stub.Variable, t.Base, len(heads))
	}
	return b.String()
}
