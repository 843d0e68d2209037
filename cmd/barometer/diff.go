package main

import (
	"context"
	"encoding/json"
	"io"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/survey/diff"
)

// diffCommand is barometer survey diff OLD NEW.
type diffCommand struct {
	Old     string   `arg:"" help:"Questionnaire of the last edition, in any format that convert reads; - for YAML from standard input."`
	New     string   `arg:"" help:"Questionnaire of the new edition."`
	Earlier []string `help:"Questionnaires of editions before, the newest first: a question that the last edition left out is compared with the one that asked it last." placeholder:"FILE" sep:"none"`
	Format  string   `help:"text or json." enum:"text,json" default:"text"`
}

// Run executes the command.
func (c *diffCommand) Run(ctx context.Context, sys *system) error {
	var definitions []*questionnaire.Definition
	for _, file := range append([]string{c.Old, c.New}, c.Earlier...) {
		d, _, err := readDefinition(ctx, sys, file)
		if err != nil {
			return err
		}
		definitions = append(definitions, d)
	}
	report := diff.Compare(definitions[0], definitions[1], definitions[2:]...)
	if format := formatOf(c.New); c.New != "-" && (format == "yaml" || format == "yml") {
		_, at, _ := yamlform.ReadFile(c.New)
		report.Locate(at)
	}
	return sys.create("-", func(w io.Writer) error {
		if c.Format == "json" {
			encoder := json.NewEncoder(w)
			encoder.SetIndent("", "  ")
			encoder.SetEscapeHTML(false)
			return encoder.Encode(report)
		}
		return report.WriteText(w)
	})
}
