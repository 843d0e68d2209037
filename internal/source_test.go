package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// byTypeName may ask which type a question has: the package that declares the
// types, and the table of their form controls.
var byTypeName = []string{"internal/questionnaire", "internal/web/respond"}

// TestTypesByFacts holds everyone else to the facts of a question, such as its
// shape, so that a new type is one file and one control.
func TestTypesByFacts(t *testing.T) {
	for path, p := range loadPackages(t) {
		if within(path, byTypeName...) {
			continue
		}
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, "../"+path+"/"+name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, use := range typeNames(f) {
				t.Errorf("%s asks for the name of a question's type; use its shape or another fact of it", strings.TrimPrefix(fset.Position(use.Pos()).String(), "../"))
			}
		}
	}
}

// typeNames finds the expressions x.Type.Name.
func typeNames(f *ast.File) []ast.Node {
	var found []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if outer, ok := n.(*ast.SelectorExpr); ok && outer.Sel.Name == "Name" {
			if inner, ok := outer.X.(*ast.SelectorExpr); ok && inner.Sel.Name == "Type" {
				found = append(found, outer)
			}
		}
		return true
	})
	return found
}

func TestTypeNames(t *testing.T) {
	const source = "package x\nfunc f() { _ = q.Type.Name; _ = v.Question.Type.Name == \"nps\"; _ = q.Type.NPS; _ = q.Name }"
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(typeNames(f)); n != 2 {
		t.Errorf("found %d uses, want 2", n)
	}
}
