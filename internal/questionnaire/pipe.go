package questionnaire

import "strings"

// Pipe is a place in a text where an earlier answer is inserted.
type Pipe struct {
	Key        string // name of a variable; "" where nothing readable stands in the braces
	Start, End int    // text[Start:End] is "${key}"
}

// ParsePipes finds the "${key}" in a text, in their order. "$${" stands for a
// literal "${". What is never closed, or holds no name, is given with an empty
// key.
func ParsePipes(text string) []Pipe {
	var pipes []Pipe
	for i := 0; ; {
		next := strings.Index(text[i:], "${")
		if next < 0 {
			return pipes
		}
		start := i + next
		i = start + len("${")
		if start > 0 && text[start-1] == '$' {
			continue
		}
		p := Pipe{Start: start, End: i}
		if length := nameLength(text[i:]); length > 0 && strings.HasPrefix(text[i+length:], "}") {
			p.Key = text[i : i+length]
			p.End = i + length + 1
		}
		pipes = append(pipes, p)
		i = p.End
	}
}

// Render gives the text in a language with earlier answers inserted. value
// gives what to insert for the name of a variable, already escaped for where
// the text goes: Render inserts it as it is.
func (t Text) Render(language string, value func(key string) string) string {
	text := t.In(language)
	if !strings.Contains(text, "${") {
		return text
	}
	var b strings.Builder
	end := 0
	for _, p := range ParsePipes(text) {
		if p.Key == "" {
			continue
		}
		b.WriteString(unescapePipes(text[end:p.Start]))
		b.WriteString(value(p.Key))
		end = p.End
	}
	b.WriteString(unescapePipes(text[end:]))
	return b.String()
}

func unescapePipes(s string) string { return strings.ReplaceAll(s, "$${", "${") }

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
