// Package wording puts what tables and questionnaires hold as data into words
// of one language: labels, bases, doubts, conditions. All writers of results
// take their sentences from it, so that the same table reads the same in a
// workbook, on a terminal and in a file.
//
// The sentences themselves are package locale's, under keys that begin with
// "report."; the texts of questions are the questionnaire's.
package wording
