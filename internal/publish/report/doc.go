// Package report makes the document that an edition's results are handed out
// as: cover, contents, method, one block per question, cross-tabulations and
// codebook. It is drawn from disclosure-checked tables only, and every string
// in it is final and in the language of the report.
//
// It knows nothing of file formats: package xlsx and its siblings write what
// Build makes. It computes no statistics (package tabulate) and hides nothing
// itself (package disclose).
package report
