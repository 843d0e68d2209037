// Package questionnaire is what is asked. A Definition is what an author
// wrote, in whatever source format; Compile checks it, reporting every problem
// at once with its place and remedy, and makes an immutable Questionnaire of
// it, in which every question has its type, shape, variables and compiled
// conditions.
//
// It knows nothing of respondents and their answers (collect/response), of
// editions and their dates (survey) or of the files that definitions are read
// from (yamlform and its siblings).
package questionnaire
