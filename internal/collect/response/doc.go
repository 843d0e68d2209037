// Package response is one respondent's answers and what follows from them:
// the path through the questionnaire, what is missing and why, whether a page
// is valid, and where to resume. It is pure: questionnaire and answers in,
// verdict out. Keeping answers is the work of package collect and its store.
package response
