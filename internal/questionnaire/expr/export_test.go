package expr

import (
	"maps"
	"slices"
)

// Spellings lists the operators as they are written and the functions with their
// bracket.
func Spellings() []string {
	words := slices.Collect(maps.Keys(ours.infix))
	words = slices.AppendSeq(words, maps.Keys(ours.prefix))
	for _, name := range ours.functionNames() {
		words = append(words, name+"(")
	}
	return words
}
