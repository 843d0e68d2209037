package csvtable

import "strings"

// Guard makes a text safe to be a cell of a CSV file: one that a spreadsheet
// would take for a formula gets an apostrophe in front, and so does one that
// looks as if it had it already, so that readers can undo it. Only texts need
// it; numbers are written as they are.
func Guard(text string) string {
	if bare := strings.TrimLeft(text, "'"); bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0 {
		return "'" + text
	}
	return text
}
