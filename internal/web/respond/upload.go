package respond

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// Pages that ask for files send them with all other fields, whichever button is
// pressed: nobody loses a file that was chosen. What is sent is written to disk
// while it arrives, and no more of a file than may be kept.

const (
	maxUpload  = 100 << 20 // bytes of a page with its files
	maxKept    = 50 << 20  // bytes of the files of a page that are written to disk
	uploadTime = 10 * time.Minute
)

// upload is a file that came with a page.
type upload struct {
	question *questionnaire.Question
	item     string // id of the item of a roster, "" outside of rosters
	name     string // as the browser gave it
	file     *os.File
}

func isFile(q *questionnaire.Question) bool { return q.Shape() == questionnaire.ShapeFile }

// received reads what a page sent. Files are read only for somebody who can send
// them: with a session, while the edition is open.
func (p *pages) received(next visitHandler) page.Handler {
	plain := p.form(p.visited(next))
	return func(w http.ResponseWriter, r *http.Request) error {
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "multipart/form-data" {
			return plain(w, r)
		}
		v, err := p.find(r)
		if err == nil {
			err = v.mustBeOpen()
		}
		var section *questionnaire.Section
		if err == nil {
			section, err = v.addressedSection(r)
		}
		if fault.KindOf(err) == fault.Closed {
			return err
		}
		limit := int64(page.MaxForm)
		if err == nil {
			limit = maxUpload
			// A line may be slow. Not every writer can be given more time.
			until := http.NewResponseController(w)
			_ = until.SetReadDeadline(time.Now().Add(uploadTime))
			_ = until.SetWriteDeadline(time.Now().Add(uploadTime + time.Minute))
		}
		body := http.MaxBytesReader(w, r.Body, limit)
		form := &uploadForm{section: section, values: url.Values{}, room: maxKept}
		defer form.remove()
		if readErr := form.read(multipart.NewReader(body, params["boundary"])); readErr != nil {
			return readErr
		}
		r.PostForm = form.values
		if err == nil {
			v.files = form.files
		}
		return p.attend(w, r, v, err, next)
	}
}

// uploadForm is a form with files while it is being read.
type uploadForm struct {
	section *questionnaire.Section // nil where no file is taken
	values  url.Values
	files   []upload
	size    int64 // of the values
	room    int64 // left for files
}

// read reads all parts: fault.TooLarge, fault.Invalid.
func (f *uploadForm) read(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if err == io.EOF { // not wrapped, as it is where the form was cut off
			return nil
		}
		if err == nil && isFilePart(part) {
			err = f.readFile(part)
		} else if err == nil {
			err = f.readValue(part)
		}
		if err != nil {
			return uploadError(err)
		}
	}
}

// isFilePart reports whether a part is a file. One without a name was not
// chosen.
func isFilePart(part *multipart.Part) bool {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, ok := params["filename"]
	return err == nil && ok
}

func uploadError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.New(fault.TooLarge, "the form with its files is too large; send smaller files, one at a time")
	}
	if fault.KindOf(err) != fault.Internal {
		return err
	}
	if _, ok := errors.AsType[*os.PathError](err); ok {
		return err // the disk is full, or the like
	}
	return fault.New(fault.Invalid, "the form did not arrive whole; send it again")
}

func (f *uploadForm) readValue(part *multipart.Part) error {
	const most = page.MaxForm
	b, err := io.ReadAll(io.LimitReader(part, most-f.size+1))
	if err != nil {
		return err
	}
	if f.size += int64(len(b) + len(part.FormName())); f.size > most {
		return fault.New(fault.TooLarge, "the form is larger than %d bytes; shorten the longest answers", most)
	}
	f.values.Add(part.FormName(), string(b))
	return nil
}

// readFile keeps a file, as far as somebody asked for it. Of one that is too
// large it keeps one byte more than may be, which is how it is found out.
func (f *uploadForm) readFile(part *multipart.Part) error {
	q, item, ok := f.asked(part.FormName())
	if !ok || part.FileName() == "" || slices.ContainsFunc(f.files, func(u upload) bool { return u.question == q && u.item == item }) {
		_, err := io.Copy(io.Discard, part)
		return err
	}
	file, err := os.CreateTemp("", "barometer-upload-*")
	if err != nil {
		return err
	}
	// Where the system allows it, the name goes at once, so that nothing is left
	// behind if this process is killed.
	_ = os.Remove(file.Name())
	f.files = append(f.files, upload{q, item, part.FileName(), file})
	n, err := io.Copy(file, io.LimitReader(part, min(q.MaxBytes, f.room)+1))
	if err != nil {
		return err
	}
	if f.room -= n; f.room < 0 {
		return fault.New(fault.TooLarge, "the files of the page take too much room together; send them one at a time")
	}
	if _, err := io.Copy(io.Discard, part); err != nil {
		return err
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}

// asked finds the question and the item of the field of a file.
func (f *uploadForm) asked(name string) (q *questionnaire.Question, item string, ok bool) {
	if f.section == nil {
		return nil, "", false
	}
	for _, q := range f.section.Questions {
		if q.Key == name && isFile(q) {
			return q, "", true
		}
		rest, ok := strings.CutPrefix(name, q.Key+".")
		id, key, _ := strings.Cut(rest, ".")
		if !ok || q.Shape() != questionnaire.ShapeItems {
			continue
		}
		for _, inner := range q.Questions {
			if inner.Key == key && isFile(inner) {
				return inner, strings.ReplaceAll(id, "~", "."), true
			}
		}
	}
	return nil, "", false
}

// remove takes the files from the disk.
func (f *uploadForm) remove() {
	for _, u := range f.files {
		// What cannot be removed is left to whoever cleans the folder of
		// temporary files.
		_ = u.file.Close()
		_ = os.Remove(u.file.Name())
	}
}
