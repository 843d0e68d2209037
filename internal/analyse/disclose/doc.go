// Package disclose decides what of a table may be seen. It alone makes
// Published values, and everything that hands results out, be it a page, a
// workbook, a CSV file or a command, takes nothing else.
//
// Publish makes what goes outside; Internal what staff see. Both take all tables
// that are handed out together and suppress what would tell what single
// respondents answered: columns with too small a base, cells of too few
// respondents, and as many further ones as it takes that none of these can be
// computed from what any of the tables shows. The audit against what was
// published before is the work of package release.
package disclose
