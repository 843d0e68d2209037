package questionnaire

import (
	"fmt"
	"strings"
)

// Compile checks a definition and makes a Questionnaire of it. It reports
// every problem at once, by place, errors and warnings alike; where one is an
// error the Questionnaire is nil. The Locator gives the places; nil stands for
// a definition without a source file, whose places are paths. The definition
// must not be changed afterwards.
func Compile(d *Definition, at Locator) (*Questionnaire, Problems) {
	c := newCompiler(d, at)
	if !c.bounded() {
		return nil, c.problems
	}
	c.head()
	c.lists()
	for i := range d.Sections {
		c.section(&d.Sections[i], fmt.Sprintf("sections[%d]", i))
	}
	c.administrative()
	c.recodes()
	c.administrativeVariables()
	c.populations()
	c.banners()
	c.retired()
	c.screenOut()
	c.resolveConditions()
	c.rosterNames()
	c.strings()
	c.translations()
	c.problems.Sort()
	if c.problems.HasErrors() {
		return nil, c.problems
	}
	c.q.symbols = c.symbols
	return c.q, c.problems
}

// Lint reports every problem of a definition, by place.
func Lint(d *Definition, at Locator) Problems {
	_, problems := Compile(d, at)
	return problems
}

// compiler is the state of one walk over a definition.
type compiler struct {
	def      *Definition
	at       Locator
	problems Problems
	sources  []SourceString
	texts    map[string]Text // by string id
	q        *Questionnaire

	all        []*Question        // in the order of the document, those of rosters included
	listed     map[string]*listed // lists by key
	names      map[string]claim   // by name in lower case
	symbols    map[string]symbol  // what conditions may name
	conditions []*pending
	derived    []derivation // recodes whose variables come after those of all questions

	circles     int // how many circles of conditions were looked for
	suggestions int // how often names were looked through for a similar one
}

func newCompiler(d *Definition, at Locator) *compiler {
	if at == nil {
		at = byPath
	}
	sources := d.Strings()
	c := &compiler{
		def: d, at: at, sources: sources, texts: d.texts(sources),
		listed: map[string]*listed{}, names: map[string]claim{}, symbols: map[string]symbol{},
	}
	c.q = &Questionnaire{
		Definition:   d,
		Version:      Hash(d),
		Languages:    d.Languages(),
		Title:        c.texts["title"],
		Introduction: c.texts["introduction"],
		Thanks:       c.texts["thanks"],
		Note:         c.texts["note"],
		Method:       methodTexts(c.texts),
		questions:    map[string]*Question{},
		variables:    map[string]*Variable{},
	}
	return c
}

func (c *compiler) fail(path, format string, args ...any) {
	c.report(Error, path, fmt.Sprintf(format, args...))
}

func (c *compiler) warn(path, format string, args ...any) {
	c.report(Warning, path, fmt.Sprintf(format, args...))
}

func (c *compiler) report(s Severity, path, message string) {
	c.problems = append(c.problems, Problem{Position: c.at(path), Severity: s, Message: message})
}

// require reports a text that is absent or blank.
func (c *compiler) require(path, value, remedy string) bool {
	if strings.TrimSpace(value) != "" {
		return true
	}
	c.fail(path, "“%s” is missing; %s", lastName(path), remedy)
	return false
}

// oneOf reports a value that is none of those allowed; an absent one is
// allowed.
func oneOf[T ~string](c *compiler, path string, value T, allowed ...T) {
	var names []string
	for _, a := range allowed {
		if value == a || value == "" {
			return
		}
		names = append(names, string(a))
	}
	c.fail(path, "“%s” cannot be “%s”; write %s", lastName(path), clip(string(value)), listWords(names, "or"))
}

// section compiles one section and its questions.
func (c *compiler) section(d *SectionDef, path string) {
	s := &Section{Key: d.Key, Index: len(c.q.Sections)}
	s.Title = c.texts["section."+d.Key+".title"]
	s.Text = c.texts["section."+d.Key+".text"]
	c.q.Sections = append(c.q.Sections, s)
	if c.require(path+".key", d.Key, "give the section a stable name, for example about_you") && c.keySyntax(path+".key", d.Key) {
		c.claimIn("section", path+".key", d.Key)
	}
	c.require(path+".title", d.Title, "write the heading of the page")
	if len(d.Questions) == 0 {
		c.fail(path+".questions", "section “%s” has no questions; add one or remove the section", clip(d.Key))
	}
	c.condition(path+".ask_if", d.AskIf, &s.AskIf, reach{
		subject: "section “" + d.Key + "”", before: len(c.all), section: s.Index,
	})
	for i := range d.Questions {
		c.question(&d.Questions[i], fmt.Sprintf("%s.questions[%d]", path, i), s)
	}
}

// question compiles one question of a section.
func (c *compiler) question(d *QuestionDef, path string, s *Section) {
	q := c.newQuestion(d, s)
	q.Index = len(c.q.Questions)
	c.q.Questions = append(c.q.Questions, q)
	s.Questions = append(s.Questions, q)
	c.newBuilder(d, q, path).question()
}

// newQuestion makes a question of the document with what all questions have.
func (c *compiler) newQuestion(d *QuestionDef, s *Section) *Question {
	q := &Question{
		Key: d.Key, Section: s, Required: d.Required, order: len(c.all),
		Text: c.texts["question."+d.Key+".text"], Hint: c.texts["question."+d.Key+".hint"],
		Aliases: d.Aliases, Comparability: d.Comparability, Note: c.texts["question."+d.Key+".note"],
	}
	c.all = append(c.all, q)
	return q
}
