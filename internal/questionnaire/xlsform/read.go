package xlsform

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// Read reads a form. The definition compiles unless the report says otherwise;
// everything that did not come over as it was is in the report. Errors are of
// files that are no forms at all: of kind fault.Invalid or fault.TooLarge, with
// the remedy.
func Read(ctx context.Context, src Source) (*questionnaire.Definition, *convert.Report, error) {
	b, err := load(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	return read(ctx, b, src)
}

// reader is the state of reading one form.
type reader struct {
	src    Source
	def    *questionnaire.Definition
	report *convert.Report

	survey, choices, external *sheet
	settings                  map[string]setting

	languages    languages
	lists        map[string]*list
	order        []*list // in the order of the form
	taken        names   // keys of questions
	keys         map[*node]string
	longitudes   map[*node]string  // keys of the second questions of places
	references   map[string]string // variables by what expressions call them
	inRoster     map[string]string // rosters by the keys of their questions
	known        expr.Symbols      // what conditions can name, for writing them
	knownRosters map[string]string
	pages        []*page
	sections     names
	items        map[string]*item                 // by key, once all are made
	translated   map[*node]map[string]translation // expressions, so that each is counted once
}

// read reads a form from the sheets of a workbook.
func read(ctx context.Context, b *book, src Source) (*questionnaire.Definition, *convert.Report, error) {
	r := &reader{
		src: src, def: new(questionnaire.Definition), report: new(convert.Report),
		lists: map[string]*list{}, taken: names{}, keys: map[*node]string{}, longitudes: map[*node]string{},
		references: map[string]string{}, inRoster: map[string]string{}, sections: names{},
		translated: map[*node]map[string]translation{}, items: map[string]*item{},
	}
	if err := r.findSheets(b); err != nil {
		return nil, nil, err
	}
	r.readSettings(b)
	r.readLanguages()
	r.readLists()
	root := r.tree(r.survey)
	r.expandLoops(root)
	r.useLists(root)
	r.nameAll(root)
	r.head()
	r.fill(root)
	if len(r.pages) == 0 {
		return nil, nil, fault.New(fault.Invalid, "%s: the sheet %s holds no questions; write one on each row, with a type and a name", b.name, r.survey.name)
	}
	r.expressions()
	r.assemble()
	r.ownSheet(b)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	r.repair()
	return r.def, r.report, nil
}

// findSheets finds the sheets of the form.
func (r *reader) findSheets(b *book) error {
	r.survey = b.find("survey")
	if r.survey == nil && len(b.sheets) == 1 && b.sheets[0].has("type") {
		r.survey = b.sheets[0]
		r.report.Add(convert.Changed, r.survey.name, "sheet", "there is no sheet named “survey”; this one is read in its place")
	}
	if r.survey == nil {
		var names []string
		for _, s := range b.sheets {
			names = append(names, "“"+s.name+"”")
		}
		return fault.New(fault.Invalid, "%s has no sheet named “survey”, so it is no XLSForm; its sheets are %s", b.name, strings.Join(names, ", "))
	}
	if !r.survey.has("type") {
		return fault.New(fault.Invalid, "%s: the sheet %s has no column “type” in its first row; an XLSForm has type, name and label there", b.name, r.survey.name)
	}
	r.choices = b.find("choices")
	if columns := b.find("columns"); columns != nil && columns != r.survey && r.choices == nil {
		r.choices = columns // as old forms call it
	}
	r.external = b.find("external_choices")
	for _, s := range b.sheets {
		for _, cell := range s.unsaved {
			r.report.Add(convert.LeftOut, s.name+"!"+cell, "formula", "the file does not hold what the formula yields, so the cell counts as empty; open the workbook in a spreadsheet and save it")
		}
		if s != r.survey && (!isSheet(s.name) || strings.EqualFold(s.name, "columns") && s != r.choices) {
			r.report.Add(convert.LeftOut, s.name, "sheet", "the sheet “%s” has no meaning in a form", s.name)
		}
	}
	r.checkColumns()
	return nil
}

// checkColumns reports what stands in columns without a header.
func (r *reader) checkColumns() {
	for _, s := range []*sheet{r.survey, r.choices} {
		if s == nil {
			continue
		}
		for i := range s.columns {
			c := &s.columns[i]
			if c.name != "" {
				continue
			}
			first := slices.IndexFunc(s.rows, func(row row) bool { return row.cell(c) != "" })
			if first >= 0 {
				r.report.Add(convert.LeftOut, s.rows[first].place(c), "column without a header", "what stands in it has no meaning; write a header above it, and no header over several columns")
			}
		}
	}
}

// setting is one cell of the settings.
type setting struct{ value, place string }

// setting gives a setting, "" if there is none.
func (r *reader) setting(name string) string { return r.settings[name].value }

// readSettings reads the settings, and those that old forms have in the survey.
func (r *reader) readSettings(b *book) {
	r.settings = map[string]setting{}
	if s := b.find("settings"); s != nil && len(s.rows) > 0 {
		first := &s.rows[0]
		for i := range s.columns {
			c := &s.columns[i]
			if value := first.cell(c); value != "" && c.name != "" {
				r.settings[c.name] = setting{value, first.place(c)}
			}
		}
		for _, more := range s.rows[1:] {
			r.report.Add(convert.LeftOut, more.at(""), "settings", "settings stand in the second row; what is below has no meaning")
		}
	}
	for i := range r.survey.rows {
		row := &r.survey.rows[i]
		if kind := parseType(row.get("type")).kind; kind == "form_title" || kind == "form_id" {
			if _, known := r.settings[kind]; !known {
				r.settings[kind] = setting{row.get("name"), row.at("name")}
			}
		}
	}
}

// fileName is the name of the workbook without folder and suffix.
func (r *reader) fileName() string {
	name := filepath.Base(r.src.Name)
	return strings.TrimSuffix(name, filepath.Ext(name))
}
