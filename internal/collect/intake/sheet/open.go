package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"barometer/internal/fault"
	"barometer/internal/questionnaire/label"
)

// Open opens a file and finds out how it is made up. Errors that the owner of
// the file can mend are of kind fault.Invalid, fault.NotFound or
// fault.TooLarge and say how.
func Open(ctx context.Context, path string, o Options) (*Sheet, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "%s does not exist; check the name", path)
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	return open(ctx, f, filepath.Base(path), o)
}

// Read takes a file from r, such as an upload or standard input, by way of a
// temporary file. The name is for messages only.
func Read(ctx context.Context, r io.Reader, name string, o Options) (_ *Sheet, err error) {
	f, err := os.CreateTemp("", "barometer-import-*")
	if err != nil {
		return nil, fmt.Errorf("keeping %s: %w", name, err)
	}
	if err := os.Remove(f.Name()); err != nil { // it lives on until it is closed
		f.Close()
		return nil, fmt.Errorf("keeping %s: %w", name, err)
	}
	if _, err := io.Copy(f, io.LimitReader(r, o.maxBytes()+1)); err != nil {
		f.Close()
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return open(ctx, f, name, o)
}

// open takes over the file: it is closed with the sheet, or here on error.
func open(ctx context.Context, f *os.File, name string, o Options) (_ *Sheet, err error) {
	s := &Sheet{Name: name}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	size, err := s.checkSize(f, o)
	if err != nil {
		return nil, err
	}
	if s.source, err = s.openSource(ctx, f, size, o); err != nil {
		return nil, err
	}
	if s.Columns != nil { // the file tells what they are
		return s, nil
	}
	if err := s.findLayout(ctx, o); err != nil {
		s.source.Close()
		return nil, err
	}
	return s, nil
}

func (s *Sheet) checkSize(f *os.File, o Options) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, fmt.Errorf("opening %s: %w", s.Name, err)
	}
	switch size := info.Size(); {
	case info.IsDir():
		return 0, refuse(s.Name, "this is a folder; name a CSV, XLSX or SAV file in it")
	case size == 0:
		return 0, refuse(s.Name, "the file is empty; export it again")
	case size > o.maxBytes():
		return 0, fault.New(fault.TooLarge, "%s is larger than %d MB; split it, or raise the limit", s.Name, o.maxBytes()>>20)
	default:
		return size, nil
	}
}

// The first bytes of files that are no text.
var magics = []struct{ head, remedy string }{
	{"\xD0\xCF\x11\xE0", "this is an old .xls workbook or one with a password; save it as .xlsx without password, or as CSV UTF-8"},
	{"\x1F\x8B", "this file is compressed; unpack it first"},
	{"%PDF", "this is a PDF; export the responses as CSV or XLSX"},
}

func (s *Sheet) openSource(ctx context.Context, f *os.File, size int64, o Options) (source, error) {
	head := make([]byte, 8)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading %s: %w", s.Name, err)
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return openWorkbook(s, f, size, o)
	}
	if bytes.HasPrefix(head, []byte("$FL2")) || bytes.HasPrefix(head, []byte("$FL3")) {
		return openSystemFile(s, f, size, o)
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.head)) {
			return nil, refuse(s.Name, "%s", m.remedy)
		}
	}
	return openText(ctx, s, f, size, o)
}

// isSpaces reports whether no cell holds anything to read.
func isSpaces(cells []string) bool {
	for _, c := range cells {
		if label.Clean(c) != "" {
			return false
		}
	}
	return true
}
