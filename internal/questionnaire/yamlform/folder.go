package yamlform

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/text/language"

	"barometer/internal/questionnaire"
)

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
	var translations, strays []Source
	for _, e := range entries {
		source, _, translates := SplitName(e.Name())
		translates = translates && source == name
		if e.IsDir() || !translates && !isBeside(name, e.Name()) {
			continue
		}
		data, err := readLimited(fsys, e.Name())
		if err != nil {
			return unreadable(display(e.Name()), err)
		}
		if beside := (Source{display(e.Name()), data}); translates {
			translations = append(translations, beside)
		} else {
			strays = append(strays, beside)
		}
	}
	d, at, problems := Parse(Source{display(name), data}, translations...)
	problems = append(problems, strayTranslations(strays)...)
	problems.Sort()
	return d, at, problems
}

// isBeside reports whether a name is that of a translation of the named
// questionnaire, but for a language that does not exist.
func isBeside(name, beside string) bool {
	ext := filepath.Ext(name)
	between, ok := strings.CutPrefix(strings.TrimSuffix(beside, ext), strings.TrimSuffix(name, ext)+".")
	_, _, translated := SplitName(beside)
	return ok && !translated && strings.HasSuffix(beside, ext) && !strings.Contains(between, ".")
}

// strayTranslations warns of files that hold translations and are not read,
// because their names name no language.
func strayTranslations(strays []Source) questionnaire.Problems {
	var problems questionnaire.Problems
	for _, s := range strays {
		root := newReader().parse(s)
		if root == nil || root.entry("strings") == nil || root.entry("sections") != nil {
			continue
		}
		stem := strings.TrimSuffix(filepath.Base(s.Name), filepath.Ext(s.Name))
		problems = append(problems, questionnaire.Problem{
			Position: root.Position, Severity: questionnaire.Warning,
			Message: fmt.Sprintf("this translation is not read, because “%s” in the name of the file is no language; name it by a BCP 47 tag such as fr, ar or pt-BR", stem[strings.LastIndexByte(stem, '.')+1:]),
		})
	}
	return problems
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
