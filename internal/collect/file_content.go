package collect

import (
	"bytes"
	"errors"
	"io"
)

// begins says how files of a kind begin. Kinds that are not listed are any
// content.
var begins = map[string][][]byte{
	".pdf":  {[]byte("%PDF-")},
	".png":  {[]byte("\x89PNG\r\n\x1a\n")},
	".jpg":  {[]byte("\xff\xd8\xff")},
	".jpeg": {[]byte("\xff\xd8\xff")},
	".gif":  {[]byte("GIF87a"), []byte("GIF89a")},
	".docx": {[]byte("PK\x03\x04")},
	".xlsx": {[]byte("PK\x03\x04")},
	".pptx": {[]byte("PK\x03\x04")},
	".odt":  {[]byte("PK\x03\x04")},
	".ods":  {[]byte("PK\x03\x04")},
	".zip":  {[]byte("PK\x03\x04")},
}

// plainText are the kinds that hold no zero byte.
var plainText = map[string]bool{".csv": true, ".txt": true}

// fits reports whether the beginning of a file can be that of its kind.
func fits(suffix string, beginning []byte) bool {
	if plainText[suffix] {
		return !bytes.ContainsRune(beginning, 0)
	}
	known, ok := begins[suffix]
	if !ok {
		return true
	}
	for _, b := range known {
		if bytes.HasPrefix(beginning, b) {
			return true
		}
	}
	return false
}

// checkedReader reads a file of at most so many bytes, whose beginning can be
// looked at first.
type checkedReader struct {
	r    io.Reader
	most int64
	head []byte
	read int64
}

var errTooLarge = errors.New("the file is too large")

// begin gives up to 512 bytes from the beginning.
func (c *checkedReader) begin() []byte {
	if c.head == nil {
		c.head = make([]byte, 512)
		n, _ := io.ReadFull(c.r, c.head) // an error comes back on the next read
		c.head = c.head[:n]
		c.r = io.MultiReader(bytes.NewReader(bytes.Clone(c.head)), c.r)
	}
	return c.head
}

// Read fails once there is more than may be.
func (c *checkedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	if c.tooLarge() {
		return n, errTooLarge
	}
	return n, err
}

func (c *checkedReader) tooLarge() bool { return c.read > c.most }
