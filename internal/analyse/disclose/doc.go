// Package disclose decides what of a table may be seen. It alone makes
// Published values, and everything that hands results out, be it a page, a
// workbook, a CSV file or a command, takes nothing else.
//
// Publish makes what goes outside; Internal what staff see. Both suppress what
// would tell what single respondents answered: columns with too small a base,
// cells of too few respondents, and as many further ones as it takes that none
// of these can be computed from what is left. The audit of one table against
// all others that were published is the work of package release.
package disclose
