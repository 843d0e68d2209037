package lss

import (
	"fmt"
	"slices"
	"strings"
)

// fromConditions writes the older conditions of a question, rows of a table,
// as an expression of LimeSurvey. Those of one scenario hold together, those
// on the same question instead of each other; one scenario is enough.
func (s *survey) fromConditions(rows []row) (string, error) {
	scenarios := map[string]map[string][]string{} // by scenario and question
	for _, r := range rows {
		term, err := s.fromCondition(r)
		if err != nil {
			return "", err
		}
		scenario := firstOf(r.get("scenario"), "1")
		if scenarios[scenario] == nil {
			scenarios[scenario] = map[string][]string{}
		}
		on := r.get("cqid")
		scenarios[scenario][on] = append(scenarios[scenario][on], term)
	}
	var any []string
	for _, scenario := range sortedKeys(scenarios) {
		var all []string
		for _, on := range sortedKeys(scenarios[scenario]) {
			all = append(all, "("+strings.Join(scenarios[scenario][on], " or ")+")")
		}
		any = append(any, "("+strings.Join(all, " and ")+")")
	}
	return strings.Join(any, " or "), nil
}

// fromCondition writes one row.
func (s *survey) fromCondition(r row) (string, error) {
	name, value, method := strings.TrimPrefix(r.get("cfieldname"), "+"), r.get("value"), strings.TrimSpace(r.get("method"))
	if strings.HasPrefix(name, "{") {
		return "", fmt.Errorf("it asks for the attribute %s of a participant, which is not known here", clip(name))
	}
	if q := s.byQID[r.get("cqid")]; q != nil && (q.kind == "M" || q.kind == "P") && name == r.get("cfieldname") {
		if value == "other" {
			return emptiness(method, name+value)
		}
		name, value = name+value, "Y"
	}
	if strings.TrimSpace(value) == "" {
		return emptiness(map[string]string{"==": "!=", "!=": "=="}[method], name)
	}
	switch {
	case method == "RX":
		return fmt.Sprintf("regexMatch(%s, %s.NAOK)", quoted(value), name), nil
	case strings.HasPrefix(value, "@") && strings.HasSuffix(value, "@") && len(value) > 2:
		value = strings.Trim(value, "@") + ".NAOK"
	default:
		value = quoted(value)
	}
	if !slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, method) {
		return "", fmt.Errorf("the comparison “%s” is not known", clip(method))
	}
	return fmt.Sprintf("%s.NAOK %s %s", name, method, value), nil
}

// emptiness asks whether there is an answer, or with != that there is none.
func emptiness(method, name string) (string, error) {
	switch method {
	case "==":
		return "!is_empty(" + name + ".NAOK)", nil
	case "!=":
		return "is_empty(" + name + ".NAOK)", nil
	}
	return "", fmt.Errorf("the comparison “%s” with nothing is not known", clip(method))
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
