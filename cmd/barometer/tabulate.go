package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"

	"barometer/internal/account"
	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/csvtable"
	"barometer/internal/publish/text"
	"barometer/internal/questionnaire"
	"barometer/internal/release"
)

// tabulateCommand is barometer tabulate S/E, or DATA --questionnaire FILE.
type tabulateCommand struct {
	databaseFlags
	dataFlags
	Source        string   `arg:"" name:"edition|data" help:"Survey and edition, as in industry-survey/2026; or, with --questionnaire, a data file or - for standard input."`
	Questionnaire string   `help:"Questionnaire of a data file; no database is used then." type:"existingfile" placeholder:"FILE"`
	Rows          []string `help:"Questions, rows of a matrix (key__row) or recodes." required:"" placeholder:"KEY"`
	Banner        []string `help:"Questions, recodes or declared banners that head the columns." placeholder:"KEY"`
	Population    string   `help:"Whose responses count: a declared population, or everyone. The edition's default if left out." placeholder:"NAME"`
	Base          string   `help:"Who percentages are of: all, asked, reached, answered or valid." enum:",all,asked,reached,answered,valid" default:""`
	Filter        string   `help:"Condition under which responses count." placeholder:"EXPR"`
	Weight        string   `help:"Name of a weight, or none." default:"none" placeholder:"NAME"`
	Format        string   `help:"text, csv or json." enum:"text,csv,json" default:"text"`
	Language      string   `help:"Language of texts; the questionnaire's if left out." placeholder:"TAG"`
}

// Run executes the command.
func (c *tabulateCommand) Run(ctx context.Context, sys *system) error {
	if c.Questionnaire != "" {
		q, err := mustReadQuestionnaire(sys, c.Questionnaire)
		if err != nil {
			return err
		}
		data, err := readData(ctx, sys, c.dataFlags, c.Source, q)
		if err != nil {
			return err
		}
		return c.write(sys, data)
	}
	if info, err := os.Stat(c.Source); err == nil && !info.IsDir() && !strings.Contains(c.Source, "/") {
		sys.note("%s is a file; add --questionnaire FILE to tabulate it, or write survey/edition", c.Source)
	}
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Source)
		if err != nil {
			return err
		}
		data, err := release.NewService(s.surveys, s.responses).Dataset(ctx, e)
		if err != nil {
			return err
		}
		detail := map[string]any{"rows": c.Rows, "banner": c.Banner, "population": c.Population, "filter": c.Filter}
		if err := s.record(ctx, account.ViewedResults, e.Name(), detail); err != nil {
			return err
		}
		return c.write(sys, data)
	})
}

// write prints the tables of a dataset.
func (c *tabulateCommand) write(sys *system, data *dataset.Dataset) error {
	tables, err := release.Tables(data, c.Rows, tabulate.Spec{
		Banner: c.Banner, Population: c.Population, Base: questionnaire.Base(c.Base), Filter: c.Filter, Weight: c.Weight,
	})
	if err != nil {
		return err
	}
	language := c.Language
	if language == "" {
		language = data.Questionnaire().Languages[0]
	}
	return tableFormats[c.Format](sys.stdout, tables, language)
}

// tableFormats are the ways to print tables, by the name of the format.
var tableFormats = map[string]func(w io.Writer, tables []*disclose.Published, language string) error{
	"text": text.Write,
	"csv":  csvtable.Write,
	"json": tablesJSON,
}

// tablesJSON writes one table as an object and several as a list of them.
func tablesJSON(w io.Writer, tables []*disclose.Published, language string) error {
	documents := make([]json.RawMessage, len(tables))
	for i, t := range tables {
		var err error
		if documents[i], err = t.JSON(language); err != nil {
			return err
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if len(documents) == 1 {
		return encoder.Encode(documents[0])
	}
	return encoder.Encode(documents)
}
