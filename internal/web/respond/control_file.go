package respond

import (
	"net/url"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// file is the control of files. They come apart from the other fields (see
// upload.go), so that its form holds nothing to read; the page shows what is
// stored.
func file() control {
	return control{
		template: "file",
		names:    func(q *questionnaire.Question) []string { return []string{q.Key, missingName(q)} },
		layout: func(f *Field, q *questionnaire.Question, w view) {
			f.Name, f.Accept = q.Key, strings.Join(q.Accept, ",")
			f.Instruction = w.printer.Text("respond.file_kinds", "accept", kinds(w.printer, strings.Join(q.Accept, ", ")), "max", megabytes(w.printer, q.MaxBytes))
			layoutMissing(f, q, w)
		},
		fill: func(f *Field, entered url.Values) { fillMissing(f, entered) },
		parse: func(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
			missing, found := parseMissing(q, entered, false)
			return keep(q, missing), found
		},
		format: func(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
			return formatMissing(q, a[q.Key])
		},
	}
}

// kinds are suffixes of files as they stand in a sentence: in one that is
// written from right to left, their points would change sides.
func kinds(p *locale.Printer, suffixes string) string {
	const leftToRight, end = "\u2066", "\u2069"
	if p.Dir() == "rtl" {
		return leftToRight + suffixes + end
	}
	return suffixes
}

// showFile puts the stored file into a field.
func showFile(f *Field, p *locale.Printer, stored response.Value) {
	if file := stored.File(); file.ID != "" {
		f.File = p.Text("respond.file_stored", "name", file.Name, "size", fileSize(p, file.Size))
		f.Missing = nil // the file would have to be removed first
	}
}

// fileSize is a size in words: in KB or, of larger files, in MB.
func fileSize(p *locale.Printer, bytes int64) string {
	const kilobyte, megabyte = 1 << 10, 1 << 20
	if bytes < megabyte {
		return p.Text("respond.kilobytes", "n", max((bytes+kilobyte-1)/kilobyte, 1))
	}
	return megabytes(p, bytes)
}

// megabytes writes a size in MB with at most one decimal.
func megabytes(p *locale.Printer, bytes int64) string {
	return p.Text("respond.megabytes", "n", p.Rounded(float64(bytes)/(1<<20), 1))
}
