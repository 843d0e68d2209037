// Package xlsx writes workbooks: a report.Document with its native charts, and
// sheets of records streamed row by row. Equal input gives equal bytes.
//
// Nothing in a workbook is a formula: all texts are written as strings. The
// package decides how a report looks in a spreadsheet, never what it says
// (package report) or what it hides (package disclose).
package xlsx
