package xlsx_test

import (
	"slices"
	"time"

	"barometer/internal/publish/report"
	"barometer/internal/publish/xlsx"
)

// sample is a small document with everything that a report can hold.
func sample() *report.Document {
	respondents := 231
	return &report.Document{
		Language: "en", Internal: "Internal: not for publication",
		Properties: report.Properties{
			Title: "Industry survey 2026", Creator: "Institute & Co", Subject: "Results", Keywords: "survey",
			Created: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
		},
		Labels: report.Labels{
			Contents: "Contents", Page: "Page {page} of {pages}", DataCodes: "Data (codes)", DataLabels: "Data (labels)",
			Suppressed: "• hidden to protect respondents",
		},
		Cover: report.Cover{
			Title: "Cover", Institute: "Institute & Co", Heading: "Industry survey", Subtitle: "2026 edition, results",
			Facts: []report.Fact{
				{Label: "Respondents", Number: &respondents},
				{Label: "Field period", Text: "4 May 2026 to 12 June 2026"},
				{Label: "Population", Text: "Member organisations with two or more employees, one answer each, duplicates left out"},
			},
			Notes: []string{"• hidden to protect respondents. It is not zero."},
		},
		Method: report.Method{Title: "Method", Groups: []report.FactGroup{
			{Title: "The survey", Facts: []report.Fact{
				{Label: "Sponsor", Text: "The institute, from its members' fees."},
				{Label: "Sampling", Text: "All 240 member organisations were invited by e-mail; a reminder followed after two weeks and another one two days before the survey closed. Nobody was chosen at random."},
			}},
			{Title: "The figures", Facts: []report.Fact{{Label: "Counted", Number: &respondents}}},
		}},
		Frequencies: report.Frequencies{Title: "Frequencies", Sections: []report.Section{
			{Title: "About you", Blocks: []report.Block{roleBlock(), staffBlock()}},
			{Title: "Views", Blocks: []report.Block{ratingBlock(), matrixBlock()}},
		}},
		Crosstabs: []report.Crosstab{sampleCrosstab()},
		Codebook: report.Codebook{
			Title:    "Codebook",
			Headings: []string{"Variable", "Question", "Type", "Wording", "Row", "Code", "Label"},
			Rows: [][]string{
				{"role", "role", "single", "Which describes your organisation best?", "", "supplier", "Supplier"},
				{"role", "role", "single", "Which describes your organisation best?", "", "user", "=1+1"},
			},
		},
	}
}

func count(n int) report.Cell     { return report.Cell{Kind: report.CellCount, Value: float64(n)} }
func share(x float64) report.Cell { return report.Cell{Kind: report.CellPercent, Value: x} }
func number(x float64) report.Cell {
	return report.Cell{Kind: report.CellNumber, Value: x, Decimals: 2}
}

func row(label string, n int, p, low, high float64) report.Row {
	return report.Row{Label: label, Cells: []report.Cell{count(n), share(p), share(low), share(high)}}
}

var (
	hidden  = report.Cell{Kind: report.CellSuppressed}
	figures = []report.Column{
		{Heading: "n"}, {Heading: "%"},
		{Group: "95 % interval", Heading: "from"}, {Group: "95 % interval", Heading: "to"},
	}
)

func roleBlock() report.Block {
	rows := []report.Row{
		row("Supplier of products or services", 98, 0.424, 0.362, 0.489),
		row("User: government agency", 61, 0.264, 0.211, 0.325),
		row("User: other organisation, such as a bank, an airline, a hospital or a school", 40, 0.173, 0.13, 0.227),
		row("Academic or research", 21, 0.091, 0.06, 0.135),
		{Label: "Privacy expert", Cells: []report.Cell{hidden, hidden, hidden, hidden}},
		row("Don’t know", 11, 0.048, 0.027, 0.083),
		row("Users together", 101, 0.437, 0.375, 0.502),
	}
	rows[5].Emphasis, rows[6].Emphasis = report.EmphasisMissing, report.EmphasisNet
	return report.Block{
		Key: "role", Number: "Q1", Wording: "Which of these describes your organisation best?",
		Routing: "Asked of everyone.", Remarks: []string{"Comparable with 2025, with a remark: the option “privacy expert” is new."},
		Tables: []report.Table{{
			Base: "Base: all who answered, n = 231", Columns: figures, Rows: rows,
			Notes: []string{"• hidden to protect respondents"},
		}},
		Chart: &report.Chart{Kind: report.ChartBar, Title: "Q1 Role, %", Alt: "Bar chart. Supplier 42 %, government 26 %.", Count: 6},
	}
}

func staffBlock() report.Block {
	cells := []report.Cell{count(220), number(412.5), number(38), number(1200.25)}
	return report.Block{
		Key: "staff", Number: "Q2", Wording: "How many people work there?", Routing: "Asked if Q1 is Supplier.",
		Tables: []report.Table{{
			Base:    "Base: valid answers, n = 220",
			Columns: []report.Column{{Heading: "n"}, {Heading: "Mean"}, {Heading: "Median"}, {Heading: "SD"}},
			Rows:    []report.Row{{Label: "People", Cells: cells}},
		}},
		Warnings: []string{"Answers of 3 respondents who were not asked are left out."},
	}
}

func ratingBlock() report.Block {
	return report.Block{
		Key: "optimism", Number: "Q3", Wording: "How optimistic are you about your organisation’s own opportunities in the coming twelve months?",
		Routing: "Asked of everyone.",
		Tables: []report.Table{{
			Base: "Base: all who answered, n = 231", Columns: figures,
			Rows: []report.Row{
				row("Very optimistic", 81, 0.35, 0.29, 0.41), row("Quite optimistic", 70, 0.30, 0.25, 0.36),
				row("Neither", 40, 0.17, 0.13, 0.23), row("Quite pessimistic", 25, 0.11, 0.07, 0.15), row("Very pessimistic", 15, 0.07, 0.04, 0.10),
				{Label: "Mean", Emphasis: report.EmphasisSummary, Cells: []report.Cell{{}, number(3.77), number(3.6), number(3.9)}},
			},
		}},
		Chart: &report.Chart{Kind: report.ChartStacked, Title: "Q3 Optimism, %", Alt: "Stacked bar.", Count: 5},
	}
}

func matrixBlock() report.Block {
	columns := []report.Column{
		{Heading: "n"}, {Heading: "Strongly agree"}, {Heading: "Agree"}, {Heading: "Neither agree nor disagree"},
		{Heading: "Disagree"}, {Heading: "Strongly disagree"}, {Heading: "Don’t know", Emphasis: report.EmphasisMissing},
	}
	line := func(label string, shares ...float64) report.Row {
		r := report.Row{Label: label, Cells: []report.Cell{count(229)}}
		for _, x := range shares {
			r.Cells = append(r.Cells, share(x))
		}
		return r
	}
	grid := &report.Table{Base: "Base: all who answered", Columns: columns, Rows: []report.Row{
		line("Informed consent is often not obtained", 0.30, 0.26, 0.18, 0.12, 0.08, 0.06),
		line("The public needs more information about how the technology works and what it cannot do", 0.52, 0.32, 0.08, 0.04, 0.02, 0.02),
		line("Deepfakes are a serious threat", 0.5, 0.35, 0.08, 0.04, 0.01, 0.02),
	}}
	detail := report.Table{
		Title: "Deepfakes are a serious threat", Base: "Base: all who answered, n = 229", Columns: figures,
		Rows: []report.Row{row("Strongly agree", 114, 0.5, 0.44, 0.56), row("Agree", 80, 0.35, 0.29, 0.41)},
	}
	return report.Block{
		Key: "views", Number: "Q4", Wording: "How far do you agree with each of these?", Routing: "Asked of everyone.",
		Grid: grid, Tables: []report.Table{detail, detail},
		Chart: &report.Chart{Kind: report.ChartRows, Title: "Q4 Views, %", Alt: "Stacked bars.", First: 1, Count: 6},
	}
}

func sampleCrosstab() report.Crosstab {
	columns := []report.Column{
		{Heading: "Total"},
		{Group: "Which of these describes your organisation best?", Heading: "Supplier"},
		{Group: "Which of these describes your organisation best?", Heading: "User: government agency"},
		{Group: "Region", Heading: "Europe"}, {Group: "Region", Heading: "Asia and the Pacific"},
	}
	return report.Crosstab{
		Title: "By role/region", Heading: "Column percentages", Intro: "Percentages of each column.", Columns: columns,
		Blocks: []report.CrosstabBlock{{
			Key: "optimism", Number: "Q3", Wording: "How optimistic are you about your organisation’s own opportunities?",
			Base: "Base: all who answered",
			Rows: []report.Row{
				{Label: "Base (n)", Emphasis: report.EmphasisBase, Cells: []report.Cell{count(231), count(98), count(61), count(44), hidden}},
				{Label: "Very optimistic", Cells: []report.Cell{share(0.35), share(0.4), share(0.29), share(0.3), hidden}},
				{Label: "Mean", Emphasis: report.EmphasisSummary, Cells: []report.Cell{number(3.77), number(3.9), number(3.5), number(3.6), hidden}},
			},
			Warnings: []string{"Fewer than 30 respondents in a column."},
		}},
	}
}

// records are rows of a data sheet with what is dangerous in a spreadsheet.
func records() xlsx.DataSheet {
	rows := [][]any{
		{"1", "supplier", 3.5, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), "=HYPERLINK(\"http://x\")"},
		{"2", nil, nil, nil, "@SUM(A1) \x00 _x0041_"},
	}
	return xlsx.DataSheet{
		Title:   "Data: codes",
		Columns: []xlsx.DataColumn{{Name: "id"}, {Name: "role"}, {Name: "Role"}, {Name: "day", Date: true}, {Name: "text"}},
		Rows:    slices.Values(rows),
	}
}
