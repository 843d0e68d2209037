package intake

import (
	"fmt"
	"strings"

	"barometer/internal/collect/intake/sheet"
)

// Report says what Infer found in a file and what people should look at.
type Report struct {
	File      FileFacts
	Questions int
	Notes     []Note // in the order of columns, notes on the whole file first
}

// FileFacts is how a file was read.
type FileFacts struct {
	Name       string
	Format     string   // csv, xlsx or sav
	Encoding   string   // of a text file
	Evidence   string   // why that encoding
	Delimiter  string   // of a text file: comma, semicolon, tab or bar
	Worksheet  string   // of a workbook
	Program    string   // that wrote a system file
	Unread     []string // worksheets that were not read
	Title      string   // line above the headers
	HeaderRows int
	Rows       int      // with anything in them
	BlankRows  int      // dropped
	Columns    int      // in the file
	Unnamed    int      // columns without header and values, dropped
	Empty      []string // named columns without values, dropped: letters
}

// Note is one thing that people should look at.
type Note struct {
	Column   string // letter of the first column concerned, "" for the file
	Question string // key of the question concerned, ""
	Text     string
}

// String gives the line that commands print.
func (n Note) String() string {
	place := ""
	if n.Column != "" {
		place = "column " + n.Column
	}
	if n.Question != "" {
		place = strings.TrimPrefix(place+", "+n.Question, ", ")
	}
	if place == "" {
		return n.Text
	}
	return place + ": " + n.Text
}

// fileFacts describes an opened file.
func fileFacts(s *sheet.Sheet) FileFacts {
	f := FileFacts{
		Name: s.Name, Format: s.Format, Encoding: s.Encoding, Evidence: s.Evidence, Worksheet: s.Worksheet,
		Program: s.Program, Unread: s.Unread, Title: s.Title, HeaderRows: s.HeaderRows, Columns: len(s.Columns),
	}
	f.Delimiter = map[rune]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}[s.Delimiter]
	return f
}

// Lines describes the file, a fact a line.
func (f FileFacts) Lines() []string {
	lines := []string{f.reading()}
	if f.Title != "" && f.Format != "sav" {
		lines = append(lines, fmt.Sprintf("The line above the headers is taken as a title: %q.", f.Title))
	}
	if len(f.Unread) > 0 {
		lines = append(lines, fmt.Sprintf("Worksheet %s is read; not read: %s.", f.Worksheet, strings.Join(f.Unread, ", ")))
	}
	lines = append(lines, fmt.Sprintf("%s of responses; %s dropped.", count(f.Rows, "row"), count(f.BlankRows, "blank row")))
	dropped := fmt.Sprintf("%s; %s without header and values dropped", count(f.Columns, "column"), count(f.Unnamed, "column"))
	if len(f.Empty) > 0 {
		dropped += fmt.Sprintf(", %s with a header and no value: %s", count(len(f.Empty), "column"), strings.Join(f.Empty, ", "))
	}
	return append(lines, dropped+".")
}

func (f FileFacts) reading() string {
	if f.Format == "xlsx" {
		return fmt.Sprintf("%s is a workbook with %s.", f.Name, count(f.HeaderRows, "header row"))
	}
	if f.Format == "sav" {
		return fmt.Sprintf("%s is an SPSS system file written by %s, its texts in %s (%s).", f.Name, f.Program, f.Encoding, f.Evidence)
	}
	return fmt.Sprintf("%s is read as %s (%s), delimiter %s, with %s.", f.Name, f.Encoding, f.Evidence, f.Delimiter, count(f.HeaderRows, "header row"))
}

// count writes a number of things: 1 row, 2 rows.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Lines gives the report as commands print it.
func (r *Report) Lines() []string {
	lines := r.File.Lines()
	lines = append(lines, fmt.Sprintf("%s drafted; %s to look at:", count(r.Questions, "question"), count(len(r.Notes), "place")))
	for _, n := range r.Notes {
		lines = append(lines, "  "+n.String())
	}
	return lines
}

// String gives the report as commands print it.
func (r *Report) String() string { return strings.Join(r.Lines(), "\n") }
