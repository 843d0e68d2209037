package main

import (
	"encoding/json"
	"io"

	"barometer/internal/questionnaire"
	"barometer/internal/survey/diff"
)

// diffCommand is barometer survey diff OLD NEW.
type diffCommand struct {
	Old     string   `arg:"" help:"Questionnaire of the last edition; - for standard input."`
	New     string   `arg:"" help:"Questionnaire of the new edition; - for standard input."`
	Earlier []string `help:"Questionnaires of editions before, the newest first: a question that the last edition left out is compared with the one that asked it last." placeholder:"FILE" sep:"none"`
	Format  string   `help:"text or json." enum:"text,json" default:"text"`
}

// Run executes the command.
func (c *diffCommand) Run(sys *system) error {
	var definitions []*questionnaire.Definition
	for _, file := range append([]string{c.Old, c.New}, c.Earlier...) {
		q, err := mustReadQuestionnaire(sys, file)
		if err != nil {
			return err
		}
		definitions = append(definitions, q.Definition)
	}
	report := diff.Compare(definitions[0], definitions[1], definitions[2:]...)
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
