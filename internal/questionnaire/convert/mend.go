package convert

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// maxRounds bounds how often a definition is compiled: taking something out
// can only make few other things wrong.
const maxRounds = 25

// whole is the path of what is wrong with all questions together, such as that
// there are too many.
const whole = "sections"

// Mend takes out of a definition what it cannot hold, such as an expression
// that is good by itself and cannot stand where it does. mend is called with
// each error that the compiler finds; it changes or clears the property,
// reports that, and says whether there was anything to do. A rule whose
// condition it clears goes as a whole. Translations that are refused are left
// out. What is wrong in the end is reported with its path.
func Mend(d *questionnaire.Definition, report *Report, mend func(Problem) bool) {
	problems := refused(d)
	for range maxRounds {
		mended := map[string]bool{}
		for _, p := range problems {
			if p.Path == whole {
				continue // taking that out would leave nothing
			}
			if !mended[p.Path] && (leaveOut(d, report, p) || p.find(d) && mend(p)) {
				mended[p.Path] = true
			}
		}
		if len(mended) == 0 {
			break
		}
		dropRules(d)
		problems = refused(d)
	}
	for _, p := range problems {
		report.Add(Changed, p.Path, "problem", "the result has this problem, which has to be mended by hand: %s", p.Message)
	}
}

// refused lists the errors in a definition, with their paths.
func refused(d *questionnaire.Definition) []Problem {
	var problems []Problem
	for _, p := range questionnaire.Lint(d, func(path string) questionnaire.Position { return questionnaire.Position{File: path} }) {
		if p.Severity == questionnaire.Error {
			path, offset, _ := questionnaire.SplitByte(p.File)
			problems = append(problems, Problem{Message: p.Message, Path: path, Offset: offset})
		}
	}
	return problems
}

// leaveOut leaves out a translated string that is refused; false if the
// problem is something else.
func leaveOut(d *questionnaire.Definition, report *Report, p Problem) bool {
	rest, ok := strings.CutPrefix(p.Path, "translations.")
	if !ok {
		return false
	}
	tag, id, _ := strings.Cut(rest, ".")
	if _, ok := d.Translations[tag].Strings[id]; !ok {
		// The path may lead on, to a property of the translated string.
		id = questionnaire.Enclosing(id)
		if _, ok := d.Translations[tag].Strings[id]; !ok {
			return false
		}
	}
	delete(d.Translations[tag].Strings, id)
	report.Add(LeftOut, "translation to "+tag, id, "%s", p.Message)
	return true
}

// dropRules removes the rules whose conditions were cleared.
func dropRules(d *questionnaire.Definition) {
	without := func(rules []questionnaire.RuleDef) []questionnaire.RuleDef {
		return slices.DeleteFunc(rules, func(r questionnaire.RuleDef) bool { return r.That == "" })
	}
	var walk func(list []questionnaire.QuestionDef)
	walk = func(list []questionnaire.QuestionDef) {
		for i := range list {
			q := &list[i]
			q.Require, q.Warn = without(q.Require), without(q.Warn)
			walk(q.Questions)
		}
	}
	for i := range d.Sections {
		walk(d.Sections[i].Questions)
	}
}
