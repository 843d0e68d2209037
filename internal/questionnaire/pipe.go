package questionnaire

import (
	"slices"
	"strings"
)

// Pipe is a place in a text where an earlier answer is inserted: "${key}", or
// "${key, plural, one {# project} other {# projects}}" for the form of a text
// that suits the number.
type Pipe struct {
	Key        string // name of a variable or question; "" where the braces hold nothing readable
	Start, End int    // text[Start:End] is the whole of it
	Forms      []Form // to choose from by the number; nil where the answer itself is inserted
	Number     bool   // it is the "#" of a form: the number that chose the form

	Problem string // why nothing can be inserted, and the remedy; "" where Key is not
	At      int    // offset in the text that Problem is about
}

// Form is one of the texts of which a number chooses.
type Form struct {
	Name  string // a plural category (one, few, other …), or =N for exactly that number
	Text  string // "#" stands for the number, "$#" for itself; it may insert further answers
	Start int    // offset of Text in the text around it

	key   string // whose number it is
	depth int
}

// maxDepth bounds plural forms inside plural forms: nobody can read more.
const maxDepth = 3

// ParsePipes finds what is inserted into a text, in its order. "$${" stands
// for a literal "${". Of what cannot be read it gives the Problem.
func ParsePipes(text string) []Pipe { return parsePipes(text, "", 0) }

// Pipes finds what is inserted into the form, its "#" included. Offsets are
// those in Text.
func (f Form) Pipes() []Pipe { return parsePipes(f.Text, f.key, f.depth) }

// parsePipes is ParsePipes for the text of a form that the number of key
// chooses, or for a whole text, where key is "".
func parsePipes(text, key string, depth int) []Pipe {
	var pipes []Pipe
	for i := 0; i < len(text); i++ {
		escaped := i > 0 && text[i-1] == '$'
		switch {
		case escaped:
		case text[i] == '#' && key != "":
			pipes = append(pipes, Pipe{Key: key, Start: i, End: i + 1, Number: true})
		case strings.HasPrefix(text[i:], "${"):
			p := parsePipe(text, i, depth)
			pipes = append(pipes, p)
			i = p.End - 1
		}
	}
	return pipes
}

// parsePipe reads the pipe that begins at an offset.
func parsePipe(text string, start, depth int) Pipe {
	r := pipeReader{text: text, i: start + len("${")}
	key := r.name()
	switch {
	case key == "":
		r.i = start
		r.fail("“${” begins an inserted answer that is not complete; write ${key}, or $${ for a literal ${")
	case r.take("}"):
		return Pipe{Key: key, Start: start, End: r.i}
	case !r.takeSpaced(","):
		r.i = start
		r.fail("“${" + clip(key) + "” is not closed; write ${" + clip(key) + "}, or $${ for a literal ${")
	case depth >= maxDepth:
		r.fail("there are plural forms inside of plural forms inside of others; write whole sentences in the forms instead")
	default:
		if forms, ok := r.plural(key, depth+1); ok {
			return Pipe{Key: key, Start: start, End: r.i, Forms: forms}
		}
	}
	return Pipe{Start: start, End: start + len("${"), Problem: r.problem, At: r.at}
}

// pipeReader reads what stands in the braces of a pipe.
type pipeReader struct {
	text    string
	i       int
	problem string
	at      int
}

// fail keeps the first problem, at the place of the reader.
func (r *pipeReader) fail(problem string) {
	if r.problem == "" {
		r.problem, r.at = problem, r.i
	}
}

func (r *pipeReader) name() string {
	n := nameLength(r.text[r.i:])
	r.i += n
	return r.text[r.i-n : r.i]
}

func (r *pipeReader) spaces() {
	for r.i < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.i]) >= 0 {
		r.i++
	}
}

func (r *pipeReader) take(token string) bool {
	if !strings.HasPrefix(r.text[r.i:], token) {
		return false
	}
	r.i += len(token)
	return true
}

// takeSpaced is take with white space on both sides.
func (r *pipeReader) takeSpaced(token string) bool {
	r.spaces()
	if !r.take(token) {
		return false
	}
	r.spaces()
	return true
}

// plural reads the rest of "${key, plural, …}" behind its first comma.
func (r *pipeReader) plural(key string, depth int) (forms []Form, ok bool) {
	const remedy = "; write ${key, plural, one {# project} other {# projects}}"
	if !r.take("plural") || !r.takeSpaced(",") {
		r.fail("behind the comma stands what chooses the words, which is always plural" + remedy)
		return nil, false
	}
	for r.spaces(); !r.take("}"); r.spaces() {
		at := r.i
		if at == len(r.text) {
			r.fail("the plural forms end before their last }; write }} behind the last one")
			return nil, false
		}
		f, ok := r.form()
		if !ok {
			r.fail("the plural forms cannot be read from here" + remedy)
			return nil, false
		}
		if slices.ContainsFunc(forms, func(g Form) bool { return g.Name == f.Name }) {
			r.i = at
			r.fail("the form “" + f.Name + "” is given twice; remove one")
			return nil, false
		}
		f.key, f.depth = key, depth
		forms = append(forms, f)
	}
	if !slices.ContainsFunc(forms, func(f Form) bool { return f.Name == other }) {
		r.i--
		r.fail("the form “other” is missing, which is for all numbers that have no form of their own; add other {…}")
		return nil, false
	}
	return forms, true
}

// form reads one form: its name and the text in braces.
func (r *pipeReader) form() (Form, bool) {
	f := Form{Name: r.formName()}
	if f.Name == "" {
		r.fail("a plural form is named zero, one, two, few, many or other, or =0 for exactly that number; write for example one {# project}")
		return f, false
	}
	if !r.takeSpacedBefore("{") {
		r.fail("the form “" + f.Name + "” has no text; write it in braces, such as " + f.Name + " {# projects}")
		return f, false
	}
	f.Start = r.i
	for depth := 1; r.i < len(r.text); r.i++ {
		switch r.text[r.i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			f.Text = r.text[f.Start:r.i]
			r.i++
			return f, true
		}
	}
	r.i = f.Start
	r.fail("the braces of the form “" + f.Name + "” are not closed; write }")
	return f, false
}

// takeSpacedBefore is take with white space before the token only.
func (r *pipeReader) takeSpacedBefore(token string) bool {
	r.spaces()
	return r.take(token)
}

// formName reads a category or =N; "" where there is neither.
func (r *pipeReader) formName() string {
	start := r.i
	if r.take("=") {
		for r.i < len(r.text) && isDigit(r.text[r.i]) {
			r.i++
		}
	} else {
		r.name()
	}
	name := r.text[start:r.i]
	if digits, exact := strings.CutPrefix(name, "="); exact && isExact(digits) || slices.Contains(categories, name) {
		return name
	}
	r.i = start
	return ""
}

// isExact reports whether digits are a whole number as it is usually written.
func isExact(digits string) bool {
	const most = 9
	return digits == "0" || digits != "" && len(digits) <= most && digits[0] != '0'
}

// nameLength is how many bytes at the start of s can be the name of a variable.
func nameLength(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || n > 0 && (s[n] == '_' || isDigit(s[n]))) {
		n++
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
