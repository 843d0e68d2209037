package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"golang.org/x/text/transform"

	"barometer/internal/fault"
)

// textFile is a delimited text file.
type textFile struct {
	file      *os.File
	size      int64
	encoding  string
	checked   bool // all of it is known to be valid UTF-8
	mark      bool // it begins with the mark of UTF-8
	returns   bool // lines end in carriage returns alone
	delimiter rune
}

func openText(ctx context.Context, s *Sheet, f *os.File, size int64, o Options) (source, error) {
	sv, err := surveyBytes(ctx, f, size)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", s.Name, err)
	}
	s.Format = "csv"
	if s.Encoding, s.Evidence, err = sv.chooseEncoding(s.Name, o); err != nil {
		return nil, err
	}
	t := &textFile{
		file: f, size: size, encoding: s.Encoding, checked: s.Encoding == "utf-8" && sv.invalid == 0,
		mark: bytes.HasPrefix(sv.head, utf8Mark), returns: sv.newlines == 0 && sv.returns > 0,
	}
	if t.delimiter = o.Delimiter; t.delimiter == 0 {
		t.delimiter = t.findDelimiter()
	}
	if !strings.ContainsRune(delimiters, t.delimiter) {
		return nil, refuse(s.Name, "the delimiter %q is unknown; use a comma, semicolon, tab or |", t.delimiter)
	}
	s.Delimiter = t.delimiter
	return t, nil
}

func (sv *byteSurvey) chooseEncoding(name string, o Options) (enc, evidence string, err error) {
	if o.Encoding == "" {
		return sv.encoding(name)
	}
	enc = strings.ToLower(o.Encoding)
	if _, ok := encodings[enc]; !ok {
		return "", "", refuse(name, "the encoding %q is unknown; use %s", o.Encoding, strings.Join(Encodings(), ", "))
	}
	return enc, "it was asked for", nil
}

// reader decodes the file from its beginning.
func (t *textFile) reader() io.Reader {
	var r io.Reader = io.NewSectionReader(t.file, 0, t.size)
	switch {
	case t.checked && t.mark:
		r = io.NewSectionReader(t.file, int64(len(utf8Mark)), t.size)
	case !t.checked:
		r = transform.NewReader(r, encodings[t.encoding].NewDecoder())
	}
	if t.returns {
		r = returnReader{r}
	}
	return r
}

// returnReader turns carriage returns into line feeds.
type returnReader struct{ r io.Reader }

func (r returnReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// cancelled tells how often records looks whether its context is done.
const cancelled = 1024

func (t *textFile) records(ctx context.Context) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		c := newCSVReader(t.reader(), t.delimiter)
		for {
			if c.record%cancelled == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			cells, err := c.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(nil, fault.New(fault.Invalid, "%w", err))
				return
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// Close closes the file.
func (t *textFile) Close() error { return t.file.Close() }

// delimiters that are tried, the likeliest first.
const delimiters = ",;\t|"

// sampleRecords is how many records decide on the delimiter.
const sampleRecords = 50

// findDelimiter chooses the delimiter that cuts most records into the same
// number of cells, and into many.
func (t *textFile) findDelimiter() rune {
	best, bestScore := ',', 0.0
	for _, d := range delimiters {
		c := newCSVReader(io.LimitReader(t.reader(), 4<<20), d)
		widths, total := map[int]int{}, 0
		for total < sampleRecords {
			cells, err := c.next()
			if err != nil {
				break
			}
			if !isSpaces(cells) {
				widths[len(cells)]++
				total++
			}
		}
		for width, n := range widths {
			score := float64(width-1) * float64(n) / float64(total)
			if n*2 > total && score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}
