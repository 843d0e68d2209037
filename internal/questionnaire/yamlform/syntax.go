package yamlform

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"barometer/internal/questionnaire"
)

// Limits of a file, far above what a questionnaire needs. They bound the time
// and the stack that parsing takes, which grow with the square of the number of
// properties in one group and with the depth.
const (
	maxTokens     = 400_000
	maxProperties = 10_000 // of one group
	maxDepth      = 40     // brackets inside one another
	maxIndent     = 400    // column of a dash
)

// parseTree reads a YAML text. The node is nil for a text that cannot be read
// or holds nothing, and the problems say why.
func parseTree(name, text string) (*node, questionnaire.Problems) {
	b := &builder{file: name, lines: strings.Split(text, "\n")}
	file := b.parse(text)
	if file == nil {
		return nil, b.problems
	}
	var root *node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case doc.Body.Type() == ast.DirectiveType:
			b.fail(b.position(doc.Body.GetToken()), "directives (%) are not used in questionnaires; remove the line")
		case root != nil:
			b.fail(b.position(doc.Body.GetToken()), "a second document begins here (---); put it in a file of its own")
			return root, b.problems
		default:
			root = b.node(doc.Body)
		}
	}
	if root == nil && len(b.problems) == 0 {
		b.fail(questionnaire.Position{File: name, Line: 1, Column: 1}, "the file holds nothing but comments; write a questionnaire")
	}
	return root, b.problems
}

// parse runs goccy's parser within the limits. A text that breaks the parser
// itself is a problem like any other.
func (b *builder) parse(text string) (file *ast.File) {
	defer func() {
		if recover() != nil {
			file = nil
			b.fail(questionnaire.Position{File: b.file, Line: 1, Column: 1}, "the file cannot be read as YAML; look for unusual characters or indentation")
		}
	}()
	tokens := lexer.Tokenize(text)
	if !b.withinLimits(tokens) {
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		b.syntaxError(err)
		return nil
	}
	return file
}

// withinLimits reports the first place that exceeds a limit.
func (b *builder) withinLimits(tokens token.Tokens) bool {
	depth := 0
	properties := map[int]int{} // in the groups that are open, by column
	for i, t := range tokens {
		message := ""
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth = max(0, depth-1)
		case token.SequenceEntryType, token.MappingKeyType:
			closeGroups(properties, t.Position.Column)
			if t.Position.Column > maxIndent {
				message = "this is indented too far; a questionnaire has few levels"
			}
		case token.MappingValueType:
			if i == 0 || depth > 0 {
				break
			}
			column := tokens[i-1].Position.Column
			closeGroups(properties, column)
			if properties[column]++; properties[column] > maxProperties {
				message = fmt.Sprintf("there are more than %d properties in one group", maxProperties)
			}
		}
		switch {
		case depth > maxDepth:
			message = "there are too many brackets inside one another; a questionnaire has few levels"
		case i > maxTokens:
			message = "the file is too large for a questionnaire; split it"
		}
		if message != "" {
			b.fail(b.position(t), message)
			return false
		}
	}
	return true
}

// closeGroups forgets the groups that are indented further than column.
func closeGroups(properties map[int]int, column int) {
	for c := range properties {
		if c > column {
			delete(properties, c)
		}
	}
}

// syntaxError reports what the parser could not read, in words for authors.
func (b *builder) syntaxError(err error) {
	at := questionnaire.Position{File: b.file, Line: 1, Column: 1}
	message := err.Error()
	var problem yaml.Error
	if errors.As(err, &problem) {
		message = problem.GetMessage()
		if t := problem.GetToken(); t != nil {
			at = b.position(t)
		}
	}
	b.fail(at, b.explain(at, message))
}

// explain puts the parser's words into those of authors, with a remedy.
func (b *builder) explain(at questionnaire.Position, message string) string {
	for _, e := range []struct{ part, words string }{
		{"tab character", "the line is indented with a tab; indent with spaces"},
		{"'\t' that cannot", "the line is indented with a tab; indent with spaces"},
		{"single-quoted", "the quote ' is never closed; close it, and double a ' inside the text"},
		{"double-quoted", "the quote \" is never closed; close it, and write \\\" inside the text"},
		{"reserved character", "a text cannot begin with this character; put the text in quotes"},
		{"unexpected directive", "a text cannot begin with %; put the text in quotes"},
		{"unknown escape", "this is no escape that YAML knows; write \\\\ for a backslash, or use single quotes"},
		{"could not find flow map", "the bracket { is never closed; close it, or put a text that begins with { in quotes"},
		{"must be specified", "a bracket [ or { is not closed before this; close it, or put a text that begins with one in quotes"},
		{"unexpected key name", "this line is no property; write name: value, or indent a text that goes on"},
		{"invalid key", "this cannot be the name of a property; write name: value"},
		{"sequence entries are not allowed", "a list cannot begin on the line of its name; put each - item on a line of its own"},
	} {
		if strings.Contains(message, e.part) {
			return e.words
		}
	}
	if strings.Contains(message, "not allowed in this context") {
		if at.Line <= len(b.lines) && strings.Count(b.lines[at.Line-1], ": ") > 1 {
			return "a text that contains a colon and a space must be in quotes"
		}
		return "the indentation does not fit; properties of one group begin in the same column"
	}
	return "this cannot be read as YAML (" + message + "); check indentation, colons and quotes around here"
}
