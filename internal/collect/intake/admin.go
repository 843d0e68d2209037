package intake

import (
	"regexp"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// Headers of columns that accompany responses, in the form of Norm.
var (
	adminName = regexp.MustCompile(`^(?:(?:respondent|response|participant|record|session|submission|collector|serial|case|user|form|survey|instance|member|panelist|customer) ?-?_?(?:id|no|nr|number|#)?|id|uuid|#|no\.?|token|seed|serial #|` +
		`(?:start|end|completion|submission|submit|created?|updated|last action|modified|recorded)[ _]?(?:date|time|at|on)?(?:[ _](?:date|time))?|date submitted|date started|date last action|submitdate|startdate|datestamp|timestamp|date created|date modified|` +
		`ip|ip ?address|ipaddr|e-?mail(?: address)?|first name|last name|name|custom data(?: \d+)?|user agent|browser|device|referr?er|refurl|channel|source|` +
		`language|start ?language|user ?language|locale|completed|complete|finished|progress|status|disposition|last ?page|duration(?: \(in seconds\))?|time (?:spent|taken)|interview ?time|` +
		`sample qualification|qualification|quota|panel(?: id)?|latitude|longitude|distribution channel)$`)
	weightName    = regexp.MustCompile(`^(?:(?:survey|sample|final|base|design|raked|post-?strat\w*)[ _])?(?:weights?|wgt|wt|weighting(?: factor)?)(?:[ _]?\d+)?$`)
	dateName      = regexp.MustCompile(`\b(?:date|time|timestamp|datestamp|submitdate|startdate|created|updated)\b`)
	durationName  = regexp.MustCompile(`\b(?:duration|seconds|minutes|time (?:spent|taken)|progress|interview ?time|latitude|longitude)\b`)
	completedName = regexp.MustCompile(`^(?:completed?|finished|status|disposition|response ?status|completion ?status)$`)
	idName        = regexp.MustCompile(`^(?:(?:respondent|response|participant|record|submission|case|instance|member|panelist) ?-?_?(?:id|no|nr|number|#)|id|uuid|responseid|_?uuid)$`)
)

// adminHeader is the form in which names of administrative columns are
// compared: key characters are spaces.
func adminHeader(s string) string {
	n := label.Norm(label.Header(s))
	if keyHeader.MatchString(label.Clean(s)) {
		n = strings.ReplaceAll(n, "_", " ")
	}
	return strings.TrimSpace(n)
}

// isAdministrative tells the columns that accompany responses. Anywhere it
// knows them by name; before the first question, opening being true, a column
// whose second header repeats the first is one too, unless it asks something.
func isAdministrative(p *profile, opening bool) bool {
	if p.Known != nil && (p.Known.Weight || idName.MatchString(adminHeader(p.Headers[0]))) {
		return true
	}
	if p.Known != nil && p.Known.Set != nil {
		return false
	}
	name := adminHeader(p.Question)
	// A header that is filled forward names the first of its columns only.
	alone := p.Sub == "" || label.IsReply(p.Sub) || label.Norm(p.Sub) == label.Norm(p.Question)
	if alone && weightName.MatchString(name) && p.share(p.numbers, isNumeric) > .98 {
		return true
	}
	if strings.Contains(p.Question, "?") {
		return false
	}
	if alone && adminName.MatchString(name) {
		return opening || name != "source" && name != "name" && name != "language" && name != "status"
	}
	repeats := p.Known == nil && p.Sub != "" && strings.HasPrefix(label.Norm(p.Question), label.Norm(p.Sub))
	return opening && repeats
}

func isNumeric(v string) bool {
	_, ok := parseNumber(v)
	return ok
}

// adminKind is how the values of an administrative column are read.
func adminKind(p *profile) questionnaire.AdministrativeKind {
	name := adminHeader(p.Question)
	if p.Known != nil && p.Known.Kind == sheet.Date {
		return questionnaire.AdministrativeDate
	}
	switch {
	case weightName.MatchString(name) || p.Known != nil && p.Known.Weight:
		return questionnaire.AdministrativeWeight
	case dateName.MatchString(name) && !durationName.MatchString(name) && p.share(p.dates, isDateOrSerial) > .9:
		return questionnaire.AdministrativeDate
	case durationName.MatchString(name) && p.share(p.numbers, isNumeric) > .98:
		return questionnaire.AdministrativeNumber
	}
	return questionnaire.AdministrativeText
}

func isDateOrSerial(v string) bool {
	if _, ok := parseDate(v, anyOrder); ok {
		return true
	}
	_, ok := parseSerial(v)
	return ok
}
