package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
	"barometer/internal/questionnaire/yamlform"
)

// dataFlags say how a data file is to be read where its look does not tell.
type dataFlags struct {
	Encoding   string `help:"Encoding of a text file: utf-8, utf-16, windows-1252 or macintosh. Detected if left out." placeholder:"NAME"`
	Delimiter  string `help:"Character between the cells of a text file. Detected if left out." placeholder:"CHAR"`
	Worksheet  string `help:"Worksheet of a workbook to read; the first with data if left out." placeholder:"NAME"`
	HeaderRows int    `help:"Number of header rows, 1 to 3, a title line not counted. Detected if left out." placeholder:"N"`
}

func (f dataFlags) options() (sheet.Options, error) {
	o := sheet.Options{Encoding: f.Encoding, Worksheet: f.Worksheet, HeaderRows: f.HeaderRows}
	if f.Delimiter == "" {
		return o, nil
	}
	if f.Delimiter == `\t` {
		f.Delimiter = "\t"
	}
	r, size := utf8.DecodeRuneInString(f.Delimiter)
	if size != len(f.Delimiter) {
		return o, fault.New(fault.Invalid, `--delimiter %q is not one character; write , ; | or \t`, f.Delimiter)
	}
	o.Delimiter = r
	return o, nil
}

// openData opens a data file, or standard input for "-".
func (f dataFlags) openData(ctx context.Context, sys *system, path string) (*sheet.Sheet, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	return openSheet(ctx, sys, path, o)
}

// openSheet opens a table, or standard input for "-".
func openSheet(ctx context.Context, sys *system, path string, o sheet.Options) (*sheet.Sheet, error) {
	if path != "-" {
		return sheet.Open(ctx, path, o)
	}
	stdin, err := sys.input()
	if err != nil {
		return nil, err
	}
	return sheet.Read(ctx, stdin, standardInput, o)
}

// inferCommand is barometer survey infer DATA OUT.yaml.
type inferCommand struct {
	dataFlags
	Data     string `arg:"" help:"Export of another tool: .csv, .xlsx or SPSS (.sav, .zsav); - for standard input."`
	Out      string `arg:"" help:"Questionnaire to write, or - for standard output."`
	Survey   string `help:"Key of the survey; made of the file's name if left out." placeholder:"S"`
	Edition  string `help:"Key of the edition; draft if left out." placeholder:"E"`
	Title    string `help:"Title of the survey; made of the file if left out."`
	Language string `help:"Language of the export." default:"en" placeholder:"TAG"`
	Like     string `help:"Last edition's questionnaire, whose keys and codes are used again." placeholder:"LAST.yaml" type:"existingfile"`
	Force    bool   `help:"Replace OUT if it exists, with whatever was edited in it."`
	Codebook string `help:"Table of variable, code and label, for exports that hold codes." placeholder:"FILE" type:"existingfile"`
}

// Run executes the command.
func (c *inferCommand) Run(ctx context.Context, sys *system) error {
	if _, err := os.Stat(c.Out); err == nil && !c.Force {
		return fault.New(fault.Conflict, "%s exists, and someone may have edited it; write to another file, or give --force to replace it", c.Out)
	}
	o := intake.InferOptions{Survey: c.Survey, Edition: c.Edition, Title: c.Title, Language: c.Language}
	var err error
	if c.Like != "" {
		if o.Like, err = mustReadQuestionnaire(sys, c.Like); err != nil {
			return err
		}
	}
	if c.Codebook != "" {
		if o.Codebook, err = openCodebook(ctx, sys, c.Codebook); err != nil {
			return err
		}
	}
	data, err := c.openData(ctx, sys, c.Data)
	if err != nil {
		return err
	}
	defer data.Close()
	var draft *intake.Draft
	err = sys.during("drafting", func(*progress) error {
		draft, err = intake.Infer(ctx, data, o)
		return err
	})
	if err != nil {
		return err
	}
	if err := sys.create(c.Out, func(w io.Writer) error {
		return yamlform.Write(w, draft.Definition, draft.Comments)
	}); err != nil {
		return err
	}
	fmt.Fprintln(sys.stderr, draft.Report)
	return nil
}

// openCodebook reads a codebook, from standard input for "-".
func openCodebook(ctx context.Context, sys *system, path string) (_ *intake.Codebook, err error) {
	table, err := openSheet(ctx, sys, path, sheet.Options{HeaderRows: 1})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	return intake.ReadCodebook(ctx, table)
}
