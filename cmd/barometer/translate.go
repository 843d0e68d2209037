package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"golang.org/x/text/language"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/translate"
	"barometer/internal/questionnaire/yamlform"
)

// translateCommand is barometer survey translate export|import|status.
type translateCommand struct {
	Export translateExportCommand `cmd:"" help:"Write the texts of a questionnaire for translators: .xlsx for people, .xlf for the tools of agencies."`
	Import translateImportCommand `cmd:"" help:"Take what translators have changed into the translation beside the questionnaire, all or none."`
	Status translateStatusCommand `cmd:"" help:"Say how far each translation has come."`
}

// translateExportCommand is barometer survey translate export FILE LANG OUT.
type translateExportCommand struct {
	File     string `arg:"" help:"Questionnaire in YAML."`
	Language string `arg:"" name:"lang" help:"Language to translate to, as a BCP 47 tag such as fr, ar or pt-BR; it may be a new one."`
	Out      string `arg:"" help:"File to write: .xlsx, .xlf or .xliff."`
}

// Run executes the command.
func (c *translateExportCommand) Run(sys *system) error {
	write := translate.WriteXLIFF
	switch suffix(c.Out) {
	case "xlsx":
		write = translate.WriteXLSX
	case "xlf", "xliff":
	default:
		return unknownTranslation(c.Out)
	}
	d, err := readForTranslation(c.File)
	if err != nil {
		return err
	}
	tag, err := language.Parse(c.Language)
	if err != nil || tag == language.Und {
		return fault.New(fault.Invalid, "“%s” is no language; write a BCP 47 tag such as fr, ar or pt-BR", c.Language)
	}
	if tag.String() == d.Language {
		return fault.New(fault.Invalid, "%s is written in %s already; name the language to translate to", c.File, tag)
	}
	if err := sys.create(c.Out, func(w io.Writer) error { return write(w, d, tag.String()) }); err != nil {
		return err
	}
	for _, s := range translate.Statuses(withLanguage(d, tag.String())) {
		if s.Language == tag.String() {
			fmt.Fprintf(sys.stdout, "%s: %s\n", c.Out, statusWords(s))
		}
	}
	return nil
}

// withLanguage is a definition with a translation to the language, empty if
// there is none.
func withLanguage(d *questionnaire.Definition, language string) *questionnaire.Definition {
	with := *d
	with.Translations = map[string]questionnaire.Translation{language: {Language: language}}
	maps.Copy(with.Translations, d.Translations)
	return &with
}

func unknownTranslation(name string) error {
	return fault.New(fault.Invalid, "%s has none of the suffixes .xlsx (for people), .xlf and .xliff (for translation tools); name it with one of them", name)
}

// readForTranslation reads a questionnaire with the translations beside it.
// The questionnaire itself must be sound; a translation need not be, since it
// may be what is to be mended.
func readForTranslation(file string) (*questionnaire.Definition, error) {
	if file == "-" {
		return nil, fault.New(fault.Invalid, "a questionnaire from standard input has no translations beside it; give the name of its file")
	}
	d, at, problems := yamlform.ReadFile(sourceOf(file))
	if d == nil || problems.HasErrors() {
		return nil, fault.New(fault.Invalid, "%w", problems)
	}
	bare := *d
	bare.Translations = nil
	if problems := questionnaire.Lint(&bare, at); problems.HasErrors() {
		return nil, fault.New(fault.Invalid, "%w", problems)
	}
	return d, nil
}

// translateImportCommand is barometer survey translate import FILE IN.
type translateImportCommand struct {
	File string `arg:"" help:"Questionnaire in YAML; its translation is written beside it."`
	In   string `arg:"" help:"What came back: .xlsx, .xlf or .xliff."`
}

// Run executes the command.
func (c *translateImportCommand) Run(ctx context.Context, sys *system) error {
	d, err := readForTranslation(c.File)
	if err != nil {
		return err
	}
	in, err := readTranslated(ctx, c.In)
	if err != nil {
		return err
	}
	merged := translate.Merge(d, in)
	for _, p := range merged.Problems {
		fmt.Fprintln(sys.stderr, p)
	}
	if merged.Problems.HasErrors() {
		sys.note("nothing was taken over; mend the problems and import %s again", c.In)
		return errSilent
	}
	target := translationFile(sourceOf(c.File), in.Language)
	if len(merged.Changed) == 0 {
		fmt.Fprintf(sys.stdout, "%s: nothing has changed\n", target)
		return nil
	}
	if err := c.write(sys, d, merged.Translation, target); err != nil {
		return err
	}
	after := withLanguage(d, in.Language)
	after.Translations[in.Language] = merged.Translation
	for _, s := range translate.Statuses(after) {
		if s.Language == in.Language {
			fmt.Fprintf(sys.stdout, "%s: %d changed; now %s\n", target, len(merged.Changed), statusWords(s))
		}
	}
	return nil
}

func (c *translateImportCommand) write(sys *system, d *questionnaire.Definition, t questionnaire.Translation, target string) error {
	before, err := os.ReadFile(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Invalid, "%s cannot be read: %w", target, err)
	}
	var ids []string
	for _, s := range d.Strings() {
		ids = append(ids, s.ID)
	}
	after, err := yamlform.UpdateTranslation(before, t, ids)
	if err != nil {
		return err
	}
	return sys.create(target, func(w io.Writer) error {
		_, err := w.Write(after)
		return err
	})
}

// readTranslated reads a file that came back from translators.
func readTranslated(ctx context.Context, name string) (*translate.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s cannot be read: %w", name, err)
	}
	defer f.Close()
	switch suffix(name) {
	case "xlsx":
		info, err := f.Stat()
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		return translate.ReadXLSX(ctx, f, info.Size(), name)
	case "xlf", "xliff":
		return translate.ReadXLIFF(ctx, f, name)
	}
	return nil, unknownTranslation(name)
}

// translationFile is where the translation of a questionnaire stands.
func translationFile(source, language string) string {
	ext := filepath.Ext(source)
	return strings.TrimSuffix(source, ext) + "." + language + ext
}

// translateStatusCommand is barometer survey translate status FILE.
type translateStatusCommand struct {
	File string `arg:"" help:"Questionnaire in YAML."`
}

// Run executes the command.
func (c *translateStatusCommand) Run(sys *system) error {
	d, err := readForTranslation(c.File)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "language\t")
	for _, state := range questionnaire.TranslationStates() {
		fmt.Fprintf(table, "%s\t", state)
	}
	fmt.Fprint(table, "of\t\n")
	statuses := translate.Statuses(d)
	for _, s := range statuses {
		fmt.Fprintf(table, "%s\t", s.Language)
		all := 0
		for _, state := range questionnaire.TranslationStates() {
			fmt.Fprintf(table, "%d\t", s.Counts[state])
			all += s.Counts[state]
		}
		fmt.Fprintf(table, "%d\t\n", all)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, s := range statuses {
		if len(s.Open) > 0 {
			fmt.Fprintf(sys.stdout, "%s lacks %s\n", s.Language, translate.FirstOf(s.Open))
		}
	}
	return nil
}

// statusWords is a status in a sentence.
func statusWords(s translate.Status) string {
	var parts []string
	for _, state := range questionnaire.TranslationStates() {
		if n := s.Counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	return strings.Join(parts, ", ")
}

// requireTranslated refuses a questionnaire whose readers would meet two
// languages.
func requireTranslated(d *questionnaire.Definition, file string) error {
	lacks := translate.Lacking(d)
	if len(lacks) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "%s is not fully translated, so respondents would meet two languages:\n%s\nhave them translated (barometer survey translate export), or publish with --allow-untranslated",
		file, strings.Join(lacks, "\n"))
}
