package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of one cell. A quote that nobody closed swallows the rest of a file;
// these stop it while the place is still known.
const (
	maxCellBytes = 1 << 20
	maxCellLines = 2000
)

// csvReader reads records of fields with a delimiter, in quotes where need be,
// as spreadsheets write them. Unlike encoding/csv it keeps blank lines, so
// that its count of records is that of spreadsheets, takes a stray quote as a
// character, and yet refuses a quote that is never closed.
type csvReader struct {
	r      *bufio.Reader
	delim  byte
	line   int    // lines read
	record int    // records read
	long   []byte // a line longer than the buffer of r
	buf    []byte // the fields of a record, one after the other
	ends   []int  // where each ends in buf
	cells  []string
}

func newCSVReader(r io.Reader, delim rune) *csvReader {
	return &csvReader{r: bufio.NewReaderSize(r, 64<<10), delim: byte(delim)}
}

// next reads a record; at the end of the file the error is io.EOF. The slice
// is valid until the next call, its strings for good.
func (c *csvReader) next() ([]string, error) {
	c.buf, c.ends = c.buf[:0], c.ends[:0]
	line, err := c.readLine()
	if err != nil {
		return nil, err
	}
	c.record++
	for {
		if len(line) > 0 && line[0] == '"' {
			if line, err = c.quoted(line[1:]); err != nil {
				return nil, err
			}
		}
		end := bytes.IndexByte(line, c.delim)
		if end < 0 {
			c.buf = append(c.buf, line...)
			c.ends = append(c.ends, len(c.buf))
			return c.split(), nil
		}
		c.buf = append(c.buf, line[:end]...)
		c.ends = append(c.ends, len(c.buf))
		line = line[end+1:]
	}
}

// quoted reads on from behind an opening quote, over line ends if need be, and
// gives what is left of the line behind the closing one.
func (c *csvReader) quoted(line []byte) (rest []byte, err error) {
	start, opened := len(c.buf), c.line
	for {
		end := bytes.IndexByte(line, '"')
		if end < 0 {
			c.buf = append(append(c.buf, line...), '\n')
			if len(c.buf)-start > maxCellBytes || c.line-opened > maxCellLines {
				return nil, fmt.Errorf("a quote is opened in line %d and not closed for %d lines; close or remove it", opened, c.line-opened)
			}
			if line, err = c.readLine(); errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("a quote is opened in line %d and never closed, so the file is cut off or damaged; export it again", opened)
			} else if err != nil {
				return nil, err
			}
			continue
		}
		c.buf = append(c.buf, line[:end]...)
		line = line[end+1:]
		switch {
		case len(line) > 0 && line[0] == '"':
			c.buf, line = append(c.buf, '"'), line[1:]
			continue
		case len(line) == 0 || line[0] == c.delim:
			return line, nil
		}
		c.buf = append(c.buf, '"') // a stray quote: a character like others
		if !c.closesLater(line) {
			return line, nil
		}
	}
}

// closesLater reports whether a quote that closes the cell comes on the same
// line before one that opens another, so that the quotes between are stray.
func (c *csvReader) closesLater(line []byte) bool {
	for i, b := range line {
		if b != '"' {
			continue
		}
		if i > 0 && line[i-1] == c.delim {
			return false
		}
		if i+1 == len(line) || line[i+1] == c.delim {
			return true
		}
	}
	return false
}

// split cuts the buffer into cells. All share one string, so a record costs
// one allocation, however many cells it has.
func (c *csvReader) split() []string {
	all, start := string(c.buf), 0
	c.cells = c.cells[:0]
	for _, end := range c.ends {
		c.cells = append(c.cells, all[start:end])
		start = end
	}
	return c.cells
}

// readLine reads a line without its end. It is valid until the next call.
func (c *csvReader) readLine() ([]byte, error) {
	line, err := c.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		c.long = append(c.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(c.long) > 64*maxCellBytes {
				return nil, fmt.Errorf("line %d is longer than %d MB; this is no table of text", c.line+1, 64*maxCellBytes>>20)
			}
			line, err = c.r.ReadSlice('\n')
			c.long = append(c.long, line...)
		}
		line = c.long
	}
	if err != nil && !(errors.Is(err, io.EOF) && len(line) > 0) {
		return nil, err
	}
	c.line++
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}
