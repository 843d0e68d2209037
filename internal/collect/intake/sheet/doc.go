// Package sheet reads tables that other tools exported: CSV with commas,
// semicolons or tabs in any usual encoding, XLSX workbooks, and SPSS system
// files, which also tell what their columns are. It finds out how a file is
// made up (encoding, delimiter, title line, header rows), says so, and then
// streams the rows of data as often as they are asked for.
//
// What the columns mean is not its business: see package intake.
package sheet
