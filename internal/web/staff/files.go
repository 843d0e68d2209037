package staff

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire/yamlform"
)

// Limits of an upload.
const (
	maxUpload = 5 << 20 // bytes, all files together
	maxFiles  = 50
	// maxIgnored is how much of what is too large is read all the same:
	// browsers show the answer only after they have sent everything.
	maxIgnored = 256 << 20
)

// readFiles reads the files of a form, the questionnaire first, then its
// translations: fault.TooLarge, fault.Invalid.
func readFiles(w http.ResponseWriter, r *http.Request) ([]yamlform.Source, error) {
	body := r.Body
	r.Body = http.MaxBytesReader(w, body, maxUpload)
	files, err := readParts(r)
	if err != nil {
		_, _ = io.CopyN(io.Discard, body, maxIgnored)
		return nil, err
	}
	return inOrder(files)
}

// readParts reads the files of a form in the order sent.
func readParts(r *http.Request) ([]yamlform.Source, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, fault.New(fault.Invalid, "The request holds no files. Choose them in the form on this page.")
	}
	var files []yamlform.Source
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, uploadError(err)
		}
		f, err := readFile(part)
		if err != nil {
			return nil, err
		}
		if f.Name == "" {
			continue
		}
		if files = append(files, f); len(files) > maxFiles {
			return nil, fault.New(fault.TooLarge, "There are more than %d files. Choose one questionnaire and its translations.", maxFiles)
		}
	}
}

// readFile reads one file; its name is "" for what is no file.
func readFile(part *multipart.Part) (yamlform.Source, error) {
	name := part.FileName()
	if part.FormName() != "files" || name == "" {
		return yamlform.Source{}, nil
	}
	// Some browsers send the whole path.
	name = strings.ToValidUTF8(name[strings.LastIndexAny(name, `/\`)+1:], "�")
	data, err := io.ReadAll(part)
	if err != nil {
		return yamlform.Source{}, uploadError(err)
	}
	return yamlform.Source{Name: name, Data: data}, nil
}

// uploadError says why an upload could not be read.
func uploadError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.New(fault.TooLarge, "The files are larger than %d MB together. A questionnaire is a text file: check that you chose the right ones.", maxUpload>>20)
	}
	return fault.New(fault.Invalid, "The files did not arrive whole. Send them again.")
}

// inOrder puts the questionnaire before its translations, which have their
// language in their names (pets.fr.yaml).
func inOrder(files []yamlform.Source) ([]yamlform.Source, error) {
	var sources, translations []yamlform.Source
	seen := map[string]bool{}
	for _, f := range files {
		switch lower := strings.ToLower(f.Name); {
		case seen[f.Name]:
			return nil, fault.New(fault.Invalid, "There are two files with the name %s. Choose one of them.", f.Name)
		case !strings.HasSuffix(lower, ".yaml") && !strings.HasSuffix(lower, ".yml"):
			return nil, fault.New(fault.Invalid, "The file %s is no YAML file by its name. Choose files that end in .yaml.", f.Name)
		}
		seen[f.Name] = true
		if _, _, translated := yamlform.SplitName(f.Name); translated {
			translations = append(translations, f)
		} else {
			sources = append(sources, f)
		}
	}
	switch {
	case len(files) == 0:
		return nil, fault.New(fault.Invalid, "No file was chosen. Choose a questionnaire and, with it, its translations.")
	case len(sources) == 0:
		return nil, fault.New(fault.Invalid, "There are only translations (%s). Choose the questionnaire together with them.", names(translations))
	case len(sources) > 1:
		return nil, fault.New(fault.Invalid, "There is more than one questionnaire (%s). Choose one; the names of translations end in their language, as in pets.fr.yaml.", names(sources))
	}
	return append(sources, translations...), nil
}

func names(files []yamlform.Source) string {
	list := make([]string, len(files))
	for i, f := range files {
		list[i] = f.Name
	}
	return strings.Join(list, ", ")
}
