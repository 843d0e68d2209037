// Package csvtable writes published tables as CSV, and guards what any of our
// CSV files holds against being run as a formula by a spreadsheet.
//
// Files are UTF-8 without a byte order mark, separated by commas, quoted as RFC
// 4180 says, with one line feed at the end of a line.
package csvtable
