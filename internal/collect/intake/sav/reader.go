package sav

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"barometer/internal/fault"
)

// maxDictionary is how many bytes the dictionary may have, records that are
// skipped aside.
const maxDictionary = 32 << 20

// reader reads the dictionary. After the first error it gives zeros.
type reader struct {
	r     *bufio.Reader
	order binary.ByteOrder
	pos   int64
	size  int64 // of the file
	kept  int   // bytes read, not skipped
	err   error
}

func newReader(data io.ReaderAt, size int64) *reader {
	return &reader{r: bufio.NewReaderSize(io.NewSectionReader(data, 0, size), 64<<10), order: binary.LittleEndian, size: size}
}

// fail keeps the first error.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fault.New(fault.Invalid, "%s at byte %d; save the file again in SPSS", fmt.Sprintf(format, args...), r.pos)
	}
}

// bytes reads n bytes, nil after an error.
func (r *reader) bytes(n int) []byte {
	switch {
	case r.err != nil:
		return nil
	case n < 0 || int64(n) > r.size-r.pos:
		r.fail("the file is cut off or damaged")
		return nil
	case r.kept+n > maxDictionary:
		r.err = fault.New(fault.TooLarge, "the dictionary has more than %d MB, which is no survey's", maxDictionary>>20)
		return nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r.r, b); err != nil {
		r.failRead(err)
		return nil
	}
	r.pos += int64(n)
	r.kept += n
	return b
}

// failRead keeps an error of the medium; the end of a file that shrank counts
// as damage.
func (r *reader) failRead(err error) {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.fail("the file is cut off")
		return
	}
	r.err = err
}

// skip passes over n bytes.
func (r *reader) skip(n int64) {
	if r.err != nil {
		return
	}
	if n < 0 || n > r.size-r.pos {
		r.fail("the file is cut off or damaged")
		return
	}
	for left := n; left > 0; {
		step := int(min(left, 1<<30))
		done, err := r.r.Discard(step)
		left -= int64(done)
		if err != nil {
			r.failRead(err)
			return
		}
	}
	r.pos += n
}

func (r *reader) int32() int32 {
	if b := r.bytes(4); b != nil {
		return int32(r.order.Uint32(b))
	}
	return 0
}

// padded reads n bytes and what fills them up to a multiple of unit.
func (r *reader) padded(n, unit int) []byte {
	b := r.bytes(n)
	r.skip(int64((unit - n%unit) % unit))
	return b
}
