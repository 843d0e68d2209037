package sav

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"math"

	"barometer/internal/fault"
)

// cancelled tells how often Rows looks whether its context is done.
const cancelled = 1024

// segmentSource gives the parts of cases, 8 bytes each. At the end of the data
// the error is io.EOF.
type segmentSource interface {
	next(segment []byte) error
}

// Rows reads the cases from the first to the last. The slice is used again for
// the next case, its texts are not. It ends with an error of kind fault.Invalid
// if the data break off or are damaged.
func (f *File) Rows(ctx context.Context) iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		src, err := f.source()
		if err != nil {
			yield(nil, err)
			return
		}
		row := make([]Value, len(f.Variables))
		buf := make([]byte, 8*f.segments)
		for n := 0; f.Cases < 0 || n < f.Cases; n++ {
			if n%cancelled == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			if err := f.readCase(src, buf, n); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				yield(nil, err)
				return
			}
			f.decodeCase(buf, row)
			if !yield(row, nil) {
				return
			}
		}
	}
}

// readCase fills the buffer with the case behind n others; io.EOF where the
// data end as they may.
func (f *File) readCase(src segmentSource, buf []byte, n int) error {
	for i := 0; i < len(buf); i += 8 {
		err := src.next(buf[i : i+8])
		switch {
		case err == nil:
		case errors.Is(err, io.EOF) && i == 0 && f.Cases < 0:
			return io.EOF
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return fault.New(fault.Invalid, "the data break off in case %d: the file is cut off or damaged; save it again in SPSS", n+1)
		default:
			return err
		}
	}
	return nil
}

// decodeCase reads the values of a case.
func (f *File) decodeCase(buf []byte, row []Value) {
	for i := range f.Variables {
		v := &f.Variables[i]
		at := 8 * v.segments[0].offset
		switch {
		case v.Numeric():
			x := number(f.order, buf[at:])
			if x == f.sysmis {
				x = math.NaN()
			}
			row[i] = Value{Number: x}
		case len(v.segments) == 1:
			row[i] = Value{Text: f.text(buf[at : at+v.Width])}
		default:
			text := make([]byte, 0, v.Width)
			for _, s := range v.segments {
				text = append(text, buf[8*s.offset:8*s.offset+s.width]...)
			}
			row[i] = Value{Text: f.text(text)}
		}
	}
}

// source begins to read the data.
func (f *File) source() (segmentSource, error) {
	section := io.NewSectionReader(f.data, f.start, f.size-f.start)
	switch f.compression {
	case packedCases:
		return &packed{r: bufio.NewReaderSize(section, 64<<10), file: f}, nil
	case zippedCases:
		z, err := f.unzip()
		if err != nil {
			return nil, err
		}
		return &packed{r: bufio.NewReaderSize(z, 64<<10), file: f}, nil
	}
	return plain{bufio.NewReaderSize(section, 64<<10)}, nil
}

// plain are cases without compression.
type plain struct{ r *bufio.Reader }

func (p plain) next(segment []byte) error {
	_, err := io.ReadFull(p.r, segment)
	return err
}
