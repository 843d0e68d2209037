// Command lint is the analysis of this repository's database code, for
// go vet -vettool: every set of rows is closed, and asked for its error once it
// is read. It is a program of ours because the check of errors, as it comes,
// looks at database/sql alone and not at sqlx. It is no part of the product.
package main

import (
	"github.com/jingyugao/rowserrcheck/passes/rowserr"
	"github.com/ryanrolds/sqlclosecheck/pkg/analyzer"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(
		analyzer.NewAnalyzer(),
		rowserr.NewAnalyzer("github.com/jmoiron/sqlx"),
	)
}
