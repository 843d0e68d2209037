package sav

import (
	"bufio"
	"compress/zlib"
	"errors"
	"io"
	"math"

	"barometer/internal/fault"
)

// packed are cases in the usual compression: eight bytes of commands, each for
// one segment, and behind them the segments that a command cannot say.
type packed struct {
	r        *bufio.Reader
	file     *File
	commands [8]byte
	at       int // next command; 0 also when all are used
	ended    bool
}

// Commands. Those between stand for a small whole number.
const (
	padding   = 0
	endOfData = 252
	verbatim  = 253
	spaces    = 254
	blank     = 255
)

func (p *packed) next(segment []byte) error {
	if p.ended {
		return io.EOF
	}
	for {
		if p.at == 0 {
			if _, err := io.ReadFull(p.r, p.commands[:]); err != nil {
				return err
			}
		}
		command := p.commands[p.at]
		p.at = (p.at + 1) % len(p.commands)
		switch command {
		case padding:
			continue
		case endOfData:
			p.ended = true
			return io.EOF
		case verbatim:
			if _, err := io.ReadFull(p.r, segment); err != nil {
				return io.ErrUnexpectedEOF
			}
		case spaces:
			copy(segment, "        ")
		case blank:
			p.put(segment, p.file.sysmis)
		default:
			p.put(segment, float64(command)-p.file.bias)
		}
		return nil
	}
}

func (p *packed) put(segment []byte, x float64) {
	p.file.order.PutUint64(segment, math.Float64bits(x))
}

// maxUnzipped is how many bytes the data of a .zsav may become.
const maxUnzipped = 512 << 20

// unzipped are the blocks of a .zsav, one after the other.
type unzipped struct {
	r    *bufio.Reader // of what is packed
	z    io.ReadCloser
	left int64
}

// unzip begins to read the blocks of a .zsav, which lie between a header and a
// trailer that the header points at.
func (f *File) unzip() (io.Reader, error) {
	damaged := func() error {
		return fault.New(fault.Invalid, "the zipped data are cut off or damaged; save the file again in SPSS")
	}
	var head [24]byte
	if _, err := f.data.ReadAt(head[:], f.start); errors.Is(err, io.EOF) {
		return nil, damaged()
	} else if err != nil {
		return nil, err
	}
	first := f.start + int64(len(head))
	trailer := int64(f.order.Uint64(head[8:]))
	if int64(f.order.Uint64(head[:])) != f.start || trailer < first || trailer > f.size {
		return nil, damaged()
	}
	return &unzipped{r: bufio.NewReaderSize(io.NewSectionReader(f.data, first, trailer-first), 64<<10), left: maxUnzipped}, nil
}

// Read unpacks bytes; at the end of a block it goes on with the next.
func (u *unzipped) Read(p []byte) (int, error) {
	for {
		if u.z == nil {
			if _, err := u.r.Peek(1); err != nil {
				return 0, err
			}
			if err := u.begin(); err != nil {
				return 0, damagedBlock(err)
			}
		}
		n, err := u.z.Read(p)
		if u.left -= int64(n); u.left < 0 {
			return 0, fault.New(fault.TooLarge, "the data unpack to more than %d MB; save the file as .sav", maxUnzipped>>20)
		}
		if errors.Is(err, io.EOF) {
			u.z, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, damagedBlock(err)
		}
	}
}

// begin starts the next block.
func (u *unzipped) begin() (err error) {
	u.z, err = zlib.NewReader(u.r)
	return err
}

// damagedBlock says what an error of the compression means.
func damagedBlock(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Invalid, "the zipped data are damaged (%w); save the file again in SPSS", err)
}
