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
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"barometer/internal/questionnaire"
)

// MaxSize is how large a file may be, in bytes.
const MaxSize = 2 << 20

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
