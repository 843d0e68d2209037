package disclose_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// attacker writes down every sum that a reader of a published table knows to
// hold, with an unknown for whatever is not printed. It shares no code with
// the package.
type attacker struct {
	p         *disclose.Published
	unknowns  map[string]int
	names     []string
	equations []map[int]float64
}

// quantity is printed, or unknown.
type quantity struct {
	name    string
	unknown bool
	zero    bool // nobody in the total, which is printed
}

// quantities lists those of a column under their names.
func (a *attacker) quantities(j int) map[string]quantity {
	c, total := a.p.Columns()[j], a.p.Columns()[0]
	all := map[string]quantity{}
	add := func(name string, unknown, zero bool) {
		all[name] = quantity{fmt.Sprintf("%d %s", j, name), unknown, zero && !total.Suppressed}
	}
	add("base", c.Suppressed, !total.Suppressed && total.N == 0)
	add("members", c.MembersSuppressed, !total.MembersSuppressed && total.Members == 0)
	add("sum", c.SummarySuppressed, !total.SummarySuppressed && total.Summary.N == 0)
	if a.p.Stub().Multiple {
		add("responses", c.ResponsesSuppressed, !total.ResponsesSuppressed && total.Responses == 0)
	}
	for kind := range c.Missing {
		add(fmt.Sprintf("missing %d", kind), c.MissingSuppressed[kind], !total.MissingSuppressed[kind] && total.Missing[kind] == 0)
	}
	for i := range a.p.Rows() {
		zero := a.p.Cell(i, 0)
		add(fmt.Sprintf("row %d", i), a.p.Cell(i, j).Suppressed, !zero.Suppressed && zero.N == 0)
	}
	return all
}

// equation adds that the sum of factors times quantities is known.
func (a *attacker) equation(terms map[quantity]float64) {
	row := map[int]float64{}
	for q, factor := range terms {
		if !q.unknown || q.zero || factor == 0 {
			continue
		}
		id, ok := a.unknowns[q.name]
		if !ok {
			id = len(a.names)
			a.unknowns[q.name] = id
			a.names = append(a.names, q.name)
		}
		row[id] += factor
	}
	if len(row) > 0 {
		a.equations = append(a.equations, row)
	}
}

// within adds what holds inside one column, or inside the rest of a banner.
func (a *attacker) within(of map[string]quantity) {
	rows := a.p.Rows()
	row := func(i int) quantity { return of[fmt.Sprintf("row %d", i)] }
	members, base := map[quantity]float64{of["members"]: -1}, map[quantity]float64{of["base"]: -1}
	sums := map[quantity]float64{of["sum"]: -1}
	for kind := range questionnaire.NumMissing {
		missing := of[fmt.Sprintf("missing %d", kind)]
		members[missing] = 1
		if a.p.Base().Includes(questionnaire.Missing(kind)) {
			base[missing] = 1
		}
		ofKind := map[quantity]float64{missing: -1}
		for i, r := range rows {
			if r.Kind == tabulate.RowNet || int(r.Missing) != kind {
				continue
			}
			if !a.p.Stub().Multiple {
				ofKind[row(i)] = 1
			} else if kind != 0 { // who does not know chose nothing else
				a.equation(map[quantity]float64{missing: -1, row(i): 1})
			}
			if r.HasScore {
				sums[row(i)] = r.Score
			}
		}
		if len(ofKind) > 1 {
			a.equation(ofKind)
		}
	}
	a.equation(members)
	a.equation(base)
	if len(sums) > 1 {
		a.equation(sums)
	}
	responses := map[quantity]float64{of["responses"]: -1}
	for i, net := range rows {
		if net.Kind != tabulate.RowNet {
			if !net.Text.IsZero() {
				responses[row(i)] = 1
			}
			continue
		}
		terms := map[quantity]float64{row(i): -1}
		for k, r := range rows {
			if r.Kind != tabulate.RowNet && slices.Contains(net.Codes, r.Code) {
				terms[row(k)] = 1
			}
		}
		if !a.p.Stub().Multiple || len(net.Codes) == 1 {
			a.equation(terms)
		}
	}
	if a.p.Stub().Multiple {
		a.equation(responses)
	}
}

// across adds that columns in which nobody is twice, and the rest, make up the
// total.
func (a *attacker) across(columns []int, rest string) {
	total := a.quantities(0)
	others := map[string]quantity{}
	for name, q := range total {
		terms := map[quantity]float64{q: -1}
		for _, j := range columns {
			terms[a.quantities(j)[name]] = 1
		}
		if rest != "" {
			others[name] = quantity{rest + " " + name, true, q.zero}
			terms[others[name]] = 1
		}
		a.equation(terms)
	}
	if rest != "" {
		a.within(others)
	}
}

// derivable lists the unknowns that have only one solution: those whose unit
// vector lies in the space of the equations.
func (a *attacker) derivable(t *testing.T) []string {
	if len(a.equations) == 0 {
		return nil
	}
	m := mat.NewDense(len(a.equations), len(a.names), nil)
	for i, row := range a.equations {
		for j, x := range row {
			m.Set(i, j, x)
		}
	}
	var svd mat.SVD
	if !svd.Factorize(m, mat.SVDThinV) {
		t.Fatal("no singular value decomposition")
	}
	var v mat.Dense
	svd.VTo(&v)
	var names []string
	for j, name := range a.names {
		length := 0.0
		for k, s := range svd.Values(nil) {
			if s > 1e-9 {
				length += v.At(j, k) * v.At(j, k)
			}
		}
		if length > 1-1e-9 {
			names = append(names, name)
		}
	}
	return names
}

// attack lists what can be computed of what is suppressed in a table. The
// table itself tells how many there are in the rest of a banner variable.
func attack(t *testing.T, p *disclose.Published, table *tabulate.Table) []string {
	t.Helper()
	a := &attacker{p: p, unknowns: map[string]int{}}
	for j := range p.Columns() {
		a.within(a.quantities(j))
	}
	for start := 1; start < len(table.Columns); {
		end := start + 1
		for !table.Columns[start].Overlaps && end < len(table.Columns) && table.Columns[end].Variable == table.Columns[start].Variable {
			end++
		}
		var columns []int
		members := table.Columns[0].Members
		for j := start; j < end; j++ {
			columns = append(columns, j)
			members -= table.Columns[j].Members
		}
		rest := ""
		if members > 0 {
			rest = fmt.Sprintf("rest%d", start)
		}
		a.across(columns, rest)
		start = end
	}
	return a.derivable(t)
}

// isSecret tells of an unknown by its name whether it may not be computed:
// every suppressed cell and summary, and of the rest of a banner variable the
// groups that would have been suppressed in a column. How many respondents
// there are in a column is no answer.
func isSecret(table *tabulate.Table, name string, threshold int) bool {
	var column, start, row int
	if n, _ := fmt.Sscanf(name, "%d row %d", &column, &row); n == 2 {
		return true
	}
	inRest := func(of func(j int) int) int {
		n := of(0)
		for j := start; j < len(table.Columns) && table.Columns[j].Variable == table.Columns[start].Variable; j++ {
			n -= of(j)
			if table.Columns[start].Overlaps {
				break
			}
		}
		return n
	}
	small := func(n int) bool { return n > 0 && n < threshold }
	if n, _ := fmt.Sscanf(name, "rest%d row %d", &start, &row); n == 2 {
		n, base := inRest(func(j int) int { return table.Cells[row][j].N }), inRest(func(j int) int { return table.Columns[j].N })
		return small(n) || n > 0 && small(base-n)
	}
	if n, _ := fmt.Sscanf(name, "rest%d sum", &start); n == 1 && strings.HasSuffix(name, "sum") {
		return small(inRest(func(j int) int { return table.Columns[j].Summary.N }))
	}
	return strings.HasSuffix(name, "sum")
}

func TestNothingSuppressedIsDerivable(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	rng := rand.New(rand.NewPCG(3, 5))
	suppressed, tables := 0, 0
	for range 150 {
		d := randomDataset(t, q, rng, 5+rng.IntN(250))
		for _, rows := range []string{"role", "uses", "rate", "recommend", "staff"} {
			spec := tabulate.Spec{Rows: rows, Base: questionnaire.Bases()[rng.IntN(5)],
				Banner: [][]string{nil, {"region"}, {"uses"}, {"profile"}}[rng.IntN(4)]}
			table := tabulated(t, d, spec)
			threshold := []int{3, 5, 10}[rng.IntN(3)]
			p := publish(t, table, threshold)
			suppressed, tables = suppressed+p.SuppressedCells(), tables+1
			for _, name := range attack(t, p, table) {
				if isSecret(table, name, threshold) {
					t.Errorf("%+v of %d, threshold %d: %q can be computed", spec, d.N(), threshold, name)
				}
			}
			checkPrimary(t, p, table, threshold)
		}
	}
	if suppressed < tables {
		t.Errorf("%d cells suppressed in %d tables: the test is not sharp", suppressed, tables)
	}
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
}
