package staff

import (
	"fmt"
	"math"
	"net/http"

	"barometer/internal/account"
	"barometer/internal/locale"
	"barometer/internal/publish/report"
	"barometer/internal/publish/workbook"
	"barometer/internal/survey"
)

// resultsPage shows the frequencies of every question, as the report prints
// them.
type resultsPage struct {
	base
	Edition      survey.Edition
	EditionTitle string
	Received     string // how many responses
	ReceivedText string // what that is, in the language of the results
	Internal     string // the mark of results that are not for publication
	Language     string // of the results
	ResultsDir   string // direction of that language
	Languages    []languageItem
	Populations  []choice
	Sections     []resultSection
}

// resultSection is one section of the questionnaire.
type resultSection struct {
	ID, Title string
	Blocks    []resultBlock
}

// resultBlock is one question.
type resultBlock struct {
	report.Block
	Tables []resultTable // the grid of a matrix first
}

// resultTable is a table of finished texts.
type resultTable struct {
	Title, Base string
	Caption     string // what the table is of, for those who do not see where it stands
	Groups      []headGroup
	Columns     []report.Column
	Rows        []resultRow
	HasBars     bool
	Notes       []string
}

// headGroup is a heading over several columns.
type headGroup struct {
	Text string
	Span int
}

// resultRow is one line of a table.
type resultRow struct {
	Label    string
	Emphasis report.Emphasis
	Bar      string // length of its bar in percent, "" where there is none
	Cells    []resultCell
}

// resultCell is one value as printed.
type resultCell struct {
	Text       string
	Suppressed bool
}

var resultsTemplate = parse[resultsPage]("results")

// results shows an edition's results.
func (p *pages) results(w http.ResponseWriter, r *http.Request) error {
	e, q, err := p.editionWithQuestionnaire(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	language, err := languageOf(q, query.Get("lang"))
	if err != nil {
		return err
	}
	results, err := p.Releases.Results(r.Context(), e, query.Get("population"), nil)
	if err != nil {
		return err
	}
	doc, err := workbook.Document(workbook.Input{Results: results, Language: language, Produced: p.Surveys.Now().In(e.Location())})
	if err != nil {
		return err
	}
	detail := map[string]any{"population": query.Get("population")}
	if err := p.Accounts.Record(r.Context(), user(r).Email, account.ViewedResults, e.Name(), detail); err != nil {
		return err
	}
	data := resultsPage{
		base: p.baseFor(r, "Results of "+editionTitle(e), menuSurveys), Edition: e, EditionTitle: editionTitle(e), Internal: doc.Internal,
		Language: language, ResultsDir: locale.Dir(language), Languages: languageItems(q, language, ""),
		Populations: populations(q, query.Get("population")),
	}
	received := 0
	for _, n := range results.Dispositions {
		received += n
	}
	words := resultWords{locale.For(language)}
	data.Received, data.ReceivedText = words.Integer(received), words.Text("report.method.received")
	for i, s := range doc.Frequencies.Sections {
		data.Sections = append(data.Sections, words.section(i, s))
	}
	return resultsTemplate.Render(w, r, http.StatusOK, data)
}

// resultWords writes values in one language.
type resultWords struct{ *locale.Printer }

func (w resultWords) section(i int, s report.Section) resultSection {
	section := resultSection{ID: fmt.Sprintf("section-%d", i+1), Title: s.Title}
	for _, b := range s.Blocks {
		block := resultBlock{Block: b}
		tables := b.Tables
		if b.Grid != nil {
			// The tables of single rows repeat what the grid says.
			tables = []report.Table{*b.Grid}
		}
		for _, t := range tables {
			block.Tables = append(block.Tables, w.table(b, t))
		}
		section.Blocks = append(section.Blocks, block)
	}
	return section
}

// table writes the values of a table. A table of shares gets a bar for each:
// the first share of the row.
func (w resultWords) table(b report.Block, t report.Table) resultTable {
	table := resultTable{Title: t.Title, Base: t.Base, Columns: t.Columns, Notes: t.Notes, Caption: b.Number + " " + b.Wording}
	if t.Title != "" {
		table.Caption = t.Title
	}
	table.Groups = headGroups(t.Columns)
	share := -1
	if b.Grid == nil {
		share = firstShare(t)
	}
	table.HasBars = share >= 0
	for _, row := range t.Rows {
		line := resultRow{Label: row.Label, Emphasis: row.Emphasis}
		for i, c := range row.Cells {
			line.Cells = append(line.Cells, resultCell{Text: w.cell(c), Suppressed: c.Kind == report.CellSuppressed})
			if i == share && c.Kind == report.CellPercent {
				line.Bar = fmt.Sprintf("%.2f", 100*math.Min(math.Max(c.Value, 0), 1))
			}
		}
		table.Rows = append(table.Rows, line)
	}
	return table
}

// headGroups lists the headings over columns; nothing where there is none.
func headGroups(columns []report.Column) []headGroup {
	var groups []headGroup
	named := false
	for i, c := range columns {
		named = named || c.Group != ""
		if i > 0 && c.Group != "" && c.Group == columns[i-1].Group {
			groups[len(groups)-1].Span++
			continue
		}
		groups = append(groups, headGroup{c.Group, 1})
	}
	if !named {
		return nil
	}
	return groups
}

// firstShare finds the first column of shares, -1 if there is none.
func firstShare(t report.Table) int {
	for _, row := range t.Rows {
		for i, c := range row.Cells {
			if c.Kind == report.CellPercent && row.Emphasis != report.EmphasisSummary {
				return i
			}
		}
	}
	return -1
}

// cell writes a value; a suppressed one is written by the template.
func (w resultWords) cell(c report.Cell) string {
	switch c.Kind {
	case report.CellCount:
		return w.Integer(int(c.Value))
	case report.CellPercent:
		return w.Fixed(100*c.Value, 1)
	case report.CellNumber:
		return w.Fixed(c.Value, c.Decimals)
	case report.CellText:
		return c.Text
	}
	return ""
}
