package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// Headers by which a file with one row per response tells the items of rosters
// apart. Others are not matched, since a number in a header may mean anything.
var (
	numberedKey   = regexp.MustCompile(`^([a-z][a-z0-9_]*?)__(\d{1,3})__(.+)$`)              // projects__2__budget
	numberedInner = regexp.MustCompile(`^(.+)__(\d{1,3})$`)                                  // budget__2
	bracketed     = regexp.MustCompile(`^([a-z][a-z0-9_]*)\[(\d{1,3})_([a-z][a-z0-9_]*)\]$`) // projects[2_budget]
	indexed       = regexp.MustCompile(`^([a-z_][a-z0-9_]*)\[(\d{1,3})\]$`)                  // …/projects[2]/budget
	pathSegment   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)
)

// odkKey heads the column by which exports of ODK Central identify rows.
const odkKey = "KEY"

// item is the target of a header that names an item of a roster.
func (m *matcher) item(head string) (target, bool) {
	head = strings.ToLower(head)
	if parts := numberedKey.FindStringSubmatch(head); parts != nil {
		if t, ok := m.itemOf(parts[1], parts[2], parts[3]); ok {
			return t, true
		}
	}
	if parts := bracketed.FindStringSubmatch(head); parts != nil {
		return m.itemOf(parts[1], parts[2], parts[3])
	}
	if strings.Contains(head, "/") {
		return m.itemPath(strings.Split(head, "/"))
	}
	if parts := numberedInner.FindStringSubmatch(head); parts != nil {
		for key, inner := range m.rosters {
			if _, isVariable := inner.byName[head]; isVariable {
				return target{}, false // of an option, row or part whose code is a number
			}
			if t, ok := m.itemOf(key, parts[2], parts[1]); ok {
				return t, true
			}
		}
	}
	return target{}, false
}

// itemOf is the target of a variable of an item.
func (m *matcher) itemOf(roster, number, variable string) (target, bool) {
	inner := m.rosters[roster]
	if inner == nil {
		return target{}, false
	}
	t, ok := inner.byName[variable]
	n, err := strconv.Atoi(number)
	t.item = n
	return t, ok && err == nil && n >= 1 && n <= questionnaire.MaxItems
}

// itemPath is the target of group/roster[2]/group/variable, where exactly one
// segment has a number.
func (m *matcher) itemPath(segments []string) (target, bool) {
	roster, number, at := "", "", -1
	for i, segment := range segments {
		if parts := indexed.FindStringSubmatch(segment); parts != nil {
			if at >= 0 {
				return target{}, false
			}
			roster, number, at = parts[1], parts[2], i
		}
	}
	if at < 0 || at == len(segments)-1 {
		return target{}, false
	}
	rest := segments[at+1:]
	if t, ok := m.itemOf(roster, number, rest[len(rest)-1]); ok || len(rest) == 1 {
		return t, ok
	}
	return m.itemOf(roster, number, strings.Join(rest[len(rest)-2:], "__"))
}

// path is the target of group/question or group/question/option, as forms of
// XLSForm are exported; files of ODK Central have a dash instead of the slash.
func (m *matcher) path(head string) (target, bool) {
	joint := "/"
	if m.dashes && !strings.Contains(head, joint) {
		joint = "-"
	}
	segments := strings.Split(head, joint)
	if len(segments) < 2 || !pathSegment.MatchString(segments[0]) {
		return target{}, false
	}
	for _, segment := range segments {
		if segment == "" || strings.ContainsAny(segment, " []") {
			return target{}, false
		}
	}
	last := len(segments) - 1
	if t, ok := m.byName[strings.ToLower(segments[last])]; ok {
		return t, true
	}
	t, ok := m.byName[strings.ToLower(segments[last-1]+"__"+segments[last])]
	return t, ok
}

// hint says how to head a column that is headed like a question of a roster,
// "" for others.
func (m *matcher) hint(head string) string {
	for _, inner := range m.rosters {
		if t, ok := inner.byName[strings.ToLower(head)]; ok {
			key := t.question.Roster.Key
			return fmt.Sprintf("it is asked about each item of roster %s, so say in the header about which, such as %s__1__%s, or put the items on a worksheet with %s and %s",
				key, key, head, response.ColumnID, response.ColumnItem)
		}
	}
	return ""
}
