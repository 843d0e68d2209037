// Package microdata writes respondent-level files for authorised staff: one
// row per response, columns named by variable. It is the only way besides
// package disclose by which results leave the house, and its callers log it.
//
// Columns: key of a single choice, number, text or date; key__code, 1 or 0,
// for each option of a multiple choice; key__row and key__row__code for the
// rows of a matrix; key__code__text for the text of "other", empty where the
// option was not chosen; then recodes and administrative columns.
//
// A cell without a value says why: "#" and the name of the missing kind, such
// as #not_asked, #skipped or #not_offered; "don't know" and "prefer not to
// say" are their options' codes where they are options. No code begins with
// "#". With labels instead of codes such cells are empty, unless what was said
// instead of an answer is an option. Package intake reads these files again.
//
// JSONL files hold the responses themselves, in the form of docs/answers.md.
//
// In an anonymous edition everything that could lead to a respondent is left
// out: ids, versions, languages, sources, contexts and administrative columns.
package microdata
