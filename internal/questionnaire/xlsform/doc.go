// Package xlsform reads and writes questionnaires as XLSForm, the workbooks
// that ODK, KoboToolbox, Enketo and others share: a sheet “survey” with a row
// for each question, a sheet “choices” with the options, a sheet “settings”.
//
// Reading gives a definition that compiles, and a report of everything that
// did not come over as it was, each placed as sheet!cell. Writing gives a
// workbook that those programs accept; what XLSForm cannot say stands in
// columns and sheets that begin with “barometer”, which they leave alone, so
// that reading it again gives an equal definition.
//
// What expressions mean is not its business: package expr translates them. Old
// .xls workbooks are not read.
package xlsform
