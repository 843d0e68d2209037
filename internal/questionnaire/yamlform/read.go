// Package yamlform reads and writes questionnaires in YAML, the source format
// that authors own: one file in the source language, and beside it one file
// per translation (industry-survey.yaml, industry-survey.fr.yaml).
//
// It is strict about form: unknown and repeated properties, wrong kinds of
// values and anything that cannot be read are problems, all reported at once,
// each with its line and column. What a questionnaire means, and whether it
// makes sense, is the work of package questionnaire. The format is described
// for authors in docs/questionnaire-format.md.
package yamlform

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/text/language"

	"barometer/internal/questionnaire"
)

// MaxSize is how large a file may be, in bytes.
const MaxSize = 5 << 20

// Source is the content of a file with the name that problems give as its
// place.
type Source struct {
	Name string
	Data []byte
}

// ReadFile reads the questionnaire at path with the translations beside it.
// Problems name files as path does. A file that cannot be opened is a problem
// too. Where problems have errors the definition is nil or holds what could be
// read, for Lint to report further problems.
func ReadFile(path string) (*questionnaire.Definition, questionnaire.Locator, questionnaire.Problems) {
	dir := filepath.Dir(path)
	return read(os.DirFS(dir), filepath.Base(path), func(name string) string {
		return strings.TrimSuffix(path, filepath.Base(path)) + name
	})
}

// ReadFS is ReadFile in a file system, whose paths have slashes.
func ReadFS(fsys fs.FS, path string) (*questionnaire.Definition, questionnaire.Locator, questionnaire.Problems) {
	dir := path[:strings.LastIndexByte(path, '/')+1]
	sub := fsys
	if dir != "" {
		var err error
		if sub, err = fs.Sub(fsys, strings.TrimSuffix(dir, "/")); err != nil {
			return unreadable(path, err)
		}
	}
	return read(sub, strings.TrimPrefix(path, dir), func(name string) string { return dir + name })
}

// Parse reads a questionnaire whose files are at hand, such as uploads. The
// language of a translation is taken from its name (any.fr.yaml) or, where the
// name holds none, from the file.
func Parse(source Source, translations ...Source) (*questionnaire.Definition, questionnaire.Locator, questionnaire.Problems) {
	r := newReader()
	root := r.parse(source)
	if root == nil {
		return nil, r.locator(), r.problems
	}
	if root.entry("strings") != nil && root.entry("sections") == nil {
		r.fail(root.Position, "this file is a translation; name the questionnaire that it translates, which is read together with it")
		return nil, r.locator(), r.problems
	}
	d := new(questionnaire.Definition)
	r.value(root, reflect.ValueOf(d).Elem(), "")
	for _, t := range translations {
		r.translation(t, d)
	}
	r.checks(source)
	r.problems.Sort()
	return d, r.locator(), r.problems
}

// Compile reads and compiles the questionnaire at path, and reports the problems
// of its form and of its meaning together. The questionnaire is nil where one
// is an error.
func Compile(path string) (*questionnaire.Questionnaire, questionnaire.Problems) {
	return compile(ReadFile(path))
}

// CompileFS is Compile in a file system, whose paths have slashes.
func CompileFS(fsys fs.FS, path string) (*questionnaire.Questionnaire, questionnaire.Problems) {
	return compile(ReadFS(fsys, path))
}

// CompileSources is Compile for files that are at hand, such as uploads.
func CompileSources(source Source, translations ...Source) (*questionnaire.Questionnaire, questionnaire.Problems) {
	return compile(Parse(source, translations...))
}

// compile adds the problems of meaning to those of form, but for those at a
// place whose form is wrong already: they would only follow from it.
func compile(d *questionnaire.Definition, at questionnaire.Locator, problems questionnaire.Problems) (*questionnaire.Questionnaire, questionnaire.Problems) {
	if d == nil {
		return nil, problems
	}
	wrong := map[questionnaire.Position]bool{}
	for _, p := range problems {
		wrong[p.Position] = true
	}
	q, more := questionnaire.Compile(d, at)
	for _, p := range more {
		if !wrong[p.Position] {
			problems = append(problems, p)
		}
	}
	problems.Sort()
	if problems.HasErrors() {
		return nil, problems
	}
	return q, problems
}

// SplitName takes the name of a translation file apart: industry.fr.yaml is
// the translation of industry.yaml to fr. It reports false for a name that
// holds no language.
func SplitName(name string) (source, tag string, translated bool) {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	dot := strings.LastIndexByte(stem, '.')
	if dot <= 0 || ext != ".yaml" && ext != ".yml" {
		return name, "", false
	}
	if _, err := language.Parse(stem[dot+1:]); err != nil {
		return name, "", false
	}
	return stem[:dot] + ext, stem[dot+1:], true
}

// read finds and reads the files of one folder. display gives the name of a
// file as problems have it.
func read(fsys fs.FS, name string, display func(string) string) (*questionnaire.Definition, questionnaire.Locator, questionnaire.Problems) {
	data, err := readLimited(fsys, name)
	if err != nil {
		return unreadable(display(name), err)
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return unreadable(display("."), err)
	}
	var translations []Source
	for _, e := range entries {
		source, _, ok := SplitName(e.Name())
		if !ok || source != name || e.IsDir() {
			continue
		}
		data, err := readLimited(fsys, e.Name())
		if err != nil {
			return unreadable(display(e.Name()), err)
		}
		translations = append(translations, Source{display(e.Name()), data})
	}
	return Parse(Source{display(name), data}, translations...)
}

// readLimited reads a file, and of one that is too large only enough to know.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxSize+1))
}

// unreadable is the outcome for a file that could not be read at all.
func unreadable(name string, err error) (*questionnaire.Definition, questionnaire.Locator, questionnaire.Problems) {
	place := questionnaire.Position{File: name}
	message := fmt.Sprintf("the file cannot be read: %v", err)
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = "there is no such file; check its name and folder"
	case errors.Is(err, fs.ErrPermission):
		message = "the file may not be read; check its permissions"
	case errors.As(err, &pathError):
		message = fmt.Sprintf("the file cannot be read: %v", pathError.Err)
	}
	at := func(string) questionnaire.Position { return place }
	return nil, at, questionnaire.Problems{{Position: place, Message: message}}
}
