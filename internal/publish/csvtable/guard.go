package csvtable

import "strings"

// Guard makes a text safe to be a cell of a CSV file: one that a spreadsheet
// would take for a formula gets an apostrophe in front. Only texts need it;
// numbers are written as they are.
func Guard(text string) string {
	if text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
		return "'" + text
	}
	return text
}
