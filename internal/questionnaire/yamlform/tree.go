package yamlform

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"barometer/internal/questionnaire"
)

type kind uint8

const (
	empty kind = iota // nothing stands behind the colon or the dash
	scalar
	list
	group
)

// node is a value of a YAML file: only what questionnaires are made of, with
// scalars as they are written. Anchors, aliases, tags and the like have no
// place in it, so a node is never larger than its source.
type node struct {
	questionnaire.Position
	kind    kind
	text    string // of a scalar
	null    bool   // the scalar is null or ~, without quotes
	quoted  bool   // the scalar is in quotes, or a block of text
	items   []*node
	entries []entry

	source []string // the lines of the file
}

// entry is one property of a group, in the order of the file.
type entry struct {
	questionnaire.Position
	name  string
	value *node
}

// entry finds a property by its name; it is nil where there is none.
func (n *node) entry(name string) *entry {
	for i := range n.entries {
		if n.entries[i].name == name {
			return &n.entries[i]
		}
	}
	return nil
}

// describe names the kind of value in messages.
func (n *node) describe() string {
	switch n.kind {
	case scalar:
		return "a single value"
	case list:
		return "a list"
	case group:
		return "a group of properties"
	}
	return "nothing"
}

// builder makes nodes of goccy's syntax tree.
type builder struct {
	file     string
	lines    []string
	problems questionnaire.Problems
}

func (b *builder) position(t *token.Token) questionnaire.Position {
	return questionnaire.Position{File: b.file, Line: max(t.Position.Line, 1), Column: max(t.Position.Column, 1)}
}

func (b *builder) fail(at questionnaire.Position, message string) {
	b.problems = append(b.problems, questionnaire.Problem{Position: at, Message: message})
}

func (b *builder) node(n ast.Node) *node {
	made := &node{source: b.lines}
	if n == nil || n.GetToken() == nil {
		return made
	}
	made.Position = b.position(n.GetToken())
	switch n := n.(type) {
	case *ast.MappingNode:
		made.kind = group
		b.group(made, n.Values)
	case *ast.MappingValueNode:
		made.kind = group
		b.group(made, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		made.kind = list
		for _, item := range n.Values {
			made.items = append(made.items, b.node(item))
		}
	case *ast.NullNode:
		if n.Token.Type != token.ImplicitNullType {
			made.kind, made.null, made.text = scalar, true, n.Token.Value
		}
	case *ast.StringNode:
		made.kind, made.text = scalar, n.Value
		made.quoted = n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType
	case *ast.LiteralNode:
		made.kind, made.text, made.quoted = scalar, n.Value.Value, true
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		made.kind, made.text = scalar, n.GetToken().Value
	default:
		b.refuse(n, made)
	}
	return made
}

// refuse reports what YAML can do and questionnaires do not need.
func (b *builder) refuse(n ast.Node, made *node) {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode:
		b.fail(made.Position, "anchors (&name) and aliases (*name) are not used in questionnaires; write the value out, or put a text that begins with & or * in quotes")
	case *ast.TagNode:
		b.fail(made.Position, "tags (!name) are not used in questionnaires; remove it, or put a text that begins with ! in quotes")
	default:
		b.fail(made.Position, "this part of YAML is not used in questionnaires; write properties (name: value), lists (- item) and texts")
	}
	made.kind = scalar
}

// group adds the properties of a group. Of a repeated one the first counts.
func (b *builder) group(made *node, values []*ast.MappingValueNode) {
	first := map[string]questionnaire.Position{}
	for i, v := range values {
		at := b.position(v.Key.GetToken())
		if i == 0 && made.Position.Line == at.Line && made.Column > at.Column || made.Line > at.Line {
			made.Position = at // goccy gives the place of the colon
		}
		name, ok := b.name(v.Key, at)
		if !ok {
			continue
		}
		if before, twice := first[name]; twice {
			b.fail(at, "“"+name+"” stands here twice, first at "+before.String()+"; remove one")
			continue
		}
		first[name] = at
		made.entries = append(made.entries, entry{Position: at, name: name, value: b.node(v.Value)})
	}
}

// name reads the name of a property.
func (b *builder) name(key ast.MapKeyNode, at questionnaire.Position) (string, bool) {
	switch key := key.(type) {
	case *ast.StringNode:
		return key.Value, true
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return key.GetToken().Value, true
	case *ast.MergeKeyNode:
		b.fail(at, "merging (<<) is not used in questionnaires; write the properties out")
	default:
		b.fail(at, "this cannot be the name of a property; write name: value")
	}
	return "", false
}
