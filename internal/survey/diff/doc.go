// Package diff compares the questionnaires of a survey's editions: what
// changed, where, in every language; what that does to the trends; and, for an
// edition that is open, whether the change may be made at all. It proposes the
// comparability that the new edition should declare, holds what it does declare
// against that, and clones an edition for the next year.
//
// It is pure: definitions in, changes out. Wordings are compared by words, not
// by meaning, so what it proposes is for a person to confirm; nothing here
// changes a stored answer, and publication is the work of package survey.
package diff
