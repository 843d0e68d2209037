package tabulate

import "barometer/internal/questionnaire"

// LeastBase is the number of respondents below which percentages are doubted.
const LeastBase = 30

// warn adds what makes the table doubtful.
func (m *maker) warn() {
	t := m.table
	if t.Roster != "" {
		m.addWarning(WarnItems, -1, map[string]any{"roster": t.Roster})
	}
	if t.Stub.Multiple {
		m.addWarning(WarnMultiple, -1, nil)
	}
	for i, c := range t.Columns {
		switch {
		case c.N == 0:
			m.addWarning(WarnEmptyBase, i, nil)
		case c.N < LeastBase:
			m.addWarning(WarnSmallBase, i, map[string]any{"n": c.N, "least": LeastBase})
		}
	}
	unknown := t.Columns[0].Missing[questionnaire.Unknown]
	if m.variable.Question == nil || !m.base.Includes(questionnaire.Unknown) {
		unknown = 0
	}
	m.warnCount(WarnUnknownRouting, unknown)
	m.warnCount(WarnAgainstRouting, m.amongSelected(m.cut.dataset.AgainstRouting(m.source().Name)))
	m.warnCount(WarnOutsideBase, m.outsideBase())
	m.warnCount(WarnNoWeight, m.cut.unweighed)
	m.warnOffered()
}

// source is the variable whose answers are counted.
func (m *maker) source() *questionnaire.Variable {
	if m.variable.Recode != nil {
		return m.variable.Recode.Source
	}
	return m.variable
}

func (m *maker) addWarning(code WarningCode, column int, params map[string]any) {
	m.table.Warnings = append(m.table.Warnings, Warning{Code: code, Column: column, Params: params})
}

func (m *maker) warnCount(code WarningCode, n int) {
	if n > 0 {
		m.addWarning(code, -1, map[string]any{"n": n})
	}
}

// amongSelected counts those of the rows that the total column holds.
func (m *maker) amongSelected(rows []int32) int {
	if m.cut.columns[0].rows == nil {
		return len(rows)
	}
	return len(intersect(rows, m.cut.columns[0].rows))
}

// outsideBase counts the answers that the question's base_if leaves out.
func (m *maker) outsideBase() int {
	raw, err := m.cut.dataset.Column(m.variable.Name)
	if err != nil || raw == m.values {
		return 0
	}
	var left []int32
	for _, row := range m.cut.dataset.OutsideBase(m.variable.Name) {
		if kind := raw.Missing(int(row)); kind == questionnaire.NotMissing || kind.Given() {
			left = append(left, row)
		}
	}
	return m.amongSelected(left)
}

// warnOffered names the options that some of the base were not offered,
// because their version of the questionnaire did not have them yet.
func (m *maker) warnOffered() {
	d, source := m.cut.dataset, m.source()
	if m.variable.Recode != nil || d.OfferedToAll(source) {
		return
	}
	for i, o := range source.Options {
		n := 0
		each(d.N(), m.cut.columns[0].rows, func(row int) {
			if m.base.Includes(m.values.Missing(row)) && !d.Offered(source, i, row) {
				n++
			}
		})
		if n > 0 {
			m.addWarning(WarnNotOffered, -1, map[string]any{"n": n, "option": o.Code})
		}
	}
}
