// Command lint is what go vet does not check by itself, for go vet -vettool:
// every set of rows from the database is closed, and asked for its error once
// it is read; imports stand in their groups. It is a program of ours because
// the check of errors, as it comes, looks at database/sql alone and not at
// sqlx. It is no part of the product.
package main

import (
	"github.com/jingyugao/rowserrcheck/passes/rowserr"
	"github.com/ryanrolds/sqlclosecheck/pkg/analyzer"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(
		groups,
		analyzer.NewAnalyzer(),
		rowserr.NewAnalyzer("github.com/jmoiron/sqlx"),
	)
}
