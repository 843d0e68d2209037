package response

// Columns of files of responses that are not named by a variable. Every file
// of responses that this program exports has ColumnDisposition, every file of
// the items of a roster ColumnItem.
const (
	ColumnID          = "response_id"
	ColumnVersion     = "response_version"
	ColumnLanguage    = "response_language"
	ColumnSource      = "response_source"
	ColumnDisposition = "response_disposition"
	ColumnRow         = "response_row" // of items of an anonymous edition: the row of their response
	ColumnItem        = "item_number"  // of items of a roster, from 1 in each response
)

// MissingMark stands in front of the name of a missing kind in the cells of
// such files: #not_asked. No code begins with it.
const MissingMark = "#"
