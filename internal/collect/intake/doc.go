// Package intake takes past editions in from other tools' exports. Infer
// drafts a questionnaire from an export, for staff to edit; Import reads the
// responses of an export by a questionnaire, and refuses what does not fit it
// row by row, with reasons.
//
// It is a pure library: a sheet.Sheet goes in, a definition with comments or
// responses and a report come out. Storing them is the work of the caller.
// What a file looks like is known to package sheet; what labels mean, to
// package label.
package intake
