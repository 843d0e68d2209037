// Package sav reads SPSS system files: .sav, plain or with the usual
// compression, and .zsav, of either byte order, as SPSS, PSPP, R and other
// programs write them. Open reads the dictionary (variables, labels, missing
// values, multiple-response sets), File.Rows the data, case by case.
//
// A file may be hostile: what it claims is checked against its size and
// against fixed limits before memory is set aside. What the variables mean for
// a questionnaire is not this package's business: see packages sheet and
// intake. Records that carry nothing but how SPSS shows the data are skipped.
package sav
