package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/lss"
	"barometer/internal/questionnaire/xlsform"
	"barometer/internal/questionnaire/yamlform"
)

// convertCommand is barometer survey convert IN OUT.
type convertCommand struct {
	In     string `arg:"" help:"Questionnaire: .yaml, .xlsx (XLSForm), .lss (LimeSurvey) or .json; - for YAML from standard input."`
	Out    string `arg:"" help:"File to write: .yaml (translations beside it), .xlsx (XLSForm) or .json; - for YAML on standard output."`
	Report string `help:"Also write everything that did not come over as it was to this file, one line each." placeholder:"FILE"`
	Force  bool   `help:"Replace OUT if it exists."`
}

// A sourceFormat reads a questionnaire from a file; name is for messages.
type sourceFormat func(ctx context.Context, data []byte, path string) (*questionnaire.Definition, *convert.Report, error)

// sourceFormats are the formats that are read, by suffix. YAML is read apart,
// with the translations beside it.
var sourceFormats = map[string]sourceFormat{"json": readJSON, "lss": readLSS, "xls": readXLSForm, "xlsx": readXLSForm}

// targetFormats are the formats that are written, by suffix.
var targetFormats = map[string]func(*system, string, *questionnaire.Definition) (*convert.Report, error){
	"yaml": writeYAML, "yml": writeYAML, "json": writeJSON, "xlsx": writeXLSForm,
}

// Run executes the command.
func (c *convertCommand) Run(ctx context.Context, sys *system) error {
	write, ok := targetFormats[formatOf(c.Out)]
	if !ok {
		return fault.New(fault.Invalid, "%s cannot be written; a questionnaire is written to .yaml, .xlsx or .json", c.Out)
	}
	if exists(c.Out) && !c.Force {
		return fault.New(fault.Conflict, "%s exists, and someone may have edited it; write to another file, or give --force to replace it", c.Out)
	}
	def, report, err := readDefinition(ctx, sys, c.In)
	if err != nil {
		return err
	}
	written, err := write(sys, c.Out, def)
	if err != nil {
		return err
	}
	report.Merge(written)
	return c.tell(sys, def, report)
}

// formatOf is the suffix of a file; "-" is YAML.
func formatOf(path string) string {
	if path == "-" {
		return "yaml"
	}
	return suffix(path)
}

// tell prints what became of everything, and what is still to be mended.
func (c *convertCommand) tell(sys *system, def *questionnaire.Definition, report *convert.Report) error {
	for _, e := range report.Entries {
		fmt.Fprintln(sys.stderr, e)
	}
	if report.Rows.Total() > 0 {
		fmt.Fprintln(sys.stderr, report.Summary())
	}
	for _, p := range questionnaire.Lint(def, nil) {
		if p.Severity == questionnaire.Error {
			fmt.Fprintf(sys.stderr, "to be mended in %s: %s\n", c.Out, p)
		}
	}
	if c.Report == "" {
		return nil
	}
	return sys.create(c.Report, func(w io.Writer) error {
		for _, e := range report.Entries {
			if _, err := fmt.Fprintln(w, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// readDefinition reads a questionnaire in any format.
func readDefinition(ctx context.Context, sys *system, path string) (*questionnaire.Definition, *convert.Report, error) {
	format := formatOf(path)
	if format == "yaml" || format == "yml" {
		d, err := readYAML(sys, path)
		return d, new(convert.Report), err
	}
	read, ok := sourceFormats[format]
	if !ok {
		return nil, nil, fault.New(fault.Invalid, "%s cannot be read; a questionnaire is read from .%s or .yaml", path, strings.Join(slices.Sorted(maps.Keys(sourceFormats)), ", ."))
	}
	data, err := readLimited(path)
	if err != nil {
		return nil, nil, err
	}
	return read(ctx, data, path)
}

// readLimited reads a file that may be as large as a form can be.
func readLimited(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "%s cannot be opened; check its name and folder: %w", path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, xlsform.MaxSize+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s cannot be read: %w", path, err)
	}
	return data, nil
}

// readYAML reads a questionnaire with the translations beside it, or one
// without any from standard input. Problems of meaning are no obstacle.
func readYAML(sys *system, path string) (*questionnaire.Definition, error) {
	var d *questionnaire.Definition
	var problems questionnaire.Problems
	if path == "-" {
		stdin, err := sys.input()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(stdin, yamlform.MaxSize+1))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", standardInput, err)
		}
		d, _, problems = yamlform.Parse(yamlform.Source{Name: "-", Data: data})
	} else {
		d, _, problems = yamlform.ReadFile(path)
	}
	if d == nil || problems.HasErrors() {
		return nil, fault.New(fault.Invalid, "%w", problems)
	}
	return d, nil
}

func readJSON(_ context.Context, data []byte, _ string) (*questionnaire.Definition, *convert.Report, error) {
	d, err := questionnaire.FromJSON(data)
	return d, new(convert.Report), err
}

func readLSS(_ context.Context, data []byte, path string) (*questionnaire.Definition, *convert.Report, error) {
	return lss.Read(bytes.NewReader(data), filepath.Base(path))
}

func readXLSForm(ctx context.Context, data []byte, path string) (*questionnaire.Definition, *convert.Report, error) {
	return xlsform.Read(ctx, xlsform.Source{
		Name: filepath.Base(path), Data: bytes.NewReader(data), Size: int64(len(data)), Beside: beside(path),
	})
}

// beside is the folder that a file is in.
func beside(path string) fs.FS { return os.DirFS(filepath.Dir(path)) }

// writeYAML writes a questionnaire and, beside it, a file for each translation.
func writeYAML(sys *system, path string, d *questionnaire.Definition) (*convert.Report, error) {
	report := new(convert.Report)
	if err := sys.create(path, func(w io.Writer) error { return yamlform.Write(w, d, nil) }); err != nil {
		return nil, err
	}
	if path == "-" {
		for _, tag := range slices.Sorted(maps.Keys(d.Translations)) {
			report.Add(convert.LeftOut, "standard output", "translation to "+tag, "translations stand in files of their own; write to a file to get them")
		}
		return report, nil
	}
	return report, writeTranslations(sys, path, d)
}

// writeTranslations writes the files of the translations beside that of the
// questionnaire: survey.fr.yaml beside survey.yaml.
func writeTranslations(sys *system, path string, d *questionnaire.Definition) error {
	var ids []string
	for _, s := range d.Strings() {
		ids = append(ids, s.ID)
	}
	ext := filepath.Ext(path)
	for _, tag := range slices.Sorted(maps.Keys(d.Translations)) {
		data, err := yamlform.UpdateTranslation(nil, d.Translations[tag], ids)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(path, ext) + "." + tag + ext
		if err := sys.create(name, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(sys *system, path string, d *questionnaire.Definition) (*convert.Report, error) {
	return new(convert.Report), sys.create(path, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(d)
	})
}

func writeXLSForm(sys *system, path string, d *questionnaire.Definition) (report *convert.Report, err error) {
	err = sys.create(path, func(w io.Writer) error {
		report, err = xlsform.Write(w, d)
		return err
	})
	return report, err
}
