package main

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// groups checks that imports stand in three groups with a blank line between
// them: the standard library, other people's packages, ours.
var groups = &analysis.Analyzer{
	Name: "importgroups",
	Doc:  "check that the standard library, other people's packages and ours are imported in this order, a blank line between them",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			if spec := misplaced(pass.Fset, f); spec != nil {
				pass.Reportf(spec.Pos(), "import %s stands in the wrong group: first the standard library, then other people's packages, then ours, one blank line between them and none within", spec.Path.Value)
			}
		}
		return struct{}{}, nil
	},
}

// misplaced finds the first import that stands in the wrong place; nil if none
// does.
func misplaced(fset *token.FileSet, f *ast.File) *ast.ImportSpec {
	for i, spec := range f.Imports[:max(0, len(f.Imports)-1)] {
		next := f.Imports[i+1]
		start := next.Pos()
		if next.Doc != nil {
			start = next.Doc.Pos()
		}
		apart := fset.Position(start).Line - fset.Position(spec.End()).Line - 1
		a, b := groupOf(spec), groupOf(next)
		if a > b || (a < b) != (apart > 0) {
			return next
		}
	}
	return nil
}

// groupOf tells by its path which group an import belongs to, from 0.
func groupOf(spec *ast.ImportSpec) int {
	path, err := strconv.Unquote(spec.Path.Value)
	host, _, _ := strings.Cut(path, "/")
	switch {
	case err != nil:
		return 0
	case host == "barometer":
		return 2
	case strings.Contains(host, "."):
		return 1
	}
	return 0
}
