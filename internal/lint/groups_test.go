package main

import (
	"go/parser"
	"go/token"
	"testing"
)

func TestGroups(t *testing.T) {
	const fmt, sqlx, fault = "\t\"fmt\"\n", "\t\"github.com/jmoiron/sqlx\"\n", "\t\"barometer/internal/fault\"\n"
	for _, test := range []struct{ imports, want string }{
		{"", ""}, {fmt, ""}, {fmt + "\t\"os\"\n", ""}, {fmt + "\n" + sqlx + "\n" + fault, ""}, {sqlx + "\n" + fault, ""},
		{fmt + "\n\t// for its files\n\t_ \"github.com/jmoiron/sqlx\"\n", ""},
		{fmt + sqlx, `"github.com/jmoiron/sqlx"`},
		{fmt + "\n" + fault + "\n" + sqlx, `"github.com/jmoiron/sqlx"`},
		{fault + fmt, `"fmt"`},
		{fmt + "\n\t\"os\"\n", `"os"`},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "x.go", "package x\n\nimport (\n"+test.imports+")\n", parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if spec := misplaced(fset, f); spec != nil {
			got = spec.Path.Value
		}
		if got != test.want {
			t.Errorf("in\n%sthe import %s is misplaced, want %s", test.imports, got, test.want)
		}
	}
}
