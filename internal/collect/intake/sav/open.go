package sav

import (
	"encoding/binary"
	"io"
	"math"
	"strings"

	"barometer/internal/fault"
)

// Types of records.
const (
	variableRecord  = 2
	labelsRecord    = 3
	labelledRecord  = 4
	documentsRecord = 6
	extensionRecord = 7
	lastRecord      = 999
)

// Kinds of compression.
const (
	plainCases  = 0
	packedCases = 1
	zippedCases = 2
)

// Limits of a dictionary. A text of 32767 bytes takes 4,125 segments.
const (
	maxVariables = 20_000
	maxSegments  = 1 << 20
	maxLabels    = 250_000
	maxLabelled  = 250_000 // pairs of a variable and a value label
	maxCases     = math.MaxInt32
)

const headerBytes = 176

// Open reads the dictionary of a system file of size bytes. What is wrong with
// the file is an error of kind fault.Invalid or fault.TooLarge that says where
// and what to do.
func Open(data io.ReaderAt, size int64, o Options) (*File, error) {
	f := &File{data: data, size: size, Weight: -1, sysmis: -math.MaxFloat64}
	r := newReader(data, size)
	d := &dictionary{file: f, reader: r}
	d.readHeader()
	for r.err == nil {
		if d.readRecord() {
			break
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	f.start, f.order = r.pos, r.order
	if err := d.finish(o); err != nil {
		return nil, err
	}
	return f, f.checkCases()
}

// dictionary is the state of reading one: its texts are bytes until the
// encoding is known.
type dictionary struct {
	*reader
	file      *File
	weight    int32 // segment, from 1; 0 for none
	label     []byte
	product   []byte
	segments  int
	due       int // records of further segments that must follow
	variables []rawVariable
	bySegment map[int]int // index in variables by segment, from 1
	labels    int         // value labels so far
	labelled  int
	labelSets []labelSet
	extension extensions
}

// readHeader reads the first record, which tells the byte order.
func (d *dictionary) readHeader() {
	b := d.bytes(headerBytes)
	if b == nil {
		return
	}
	if magic := string(b[:4]); magic != "$FL2" && magic != "$FL3" {
		d.err = fault.New(fault.Invalid, "this is no SPSS system file; it must begin with $FL2 or $FL3")
		return
	}
	switch {
	case isLayout(binary.LittleEndian.Uint32(b[64:])):
	case isLayout(binary.BigEndian.Uint32(b[64:])):
		d.order = binary.BigEndian
	default:
		d.fail("the byte order is unknown")
		return
	}
	f := d.file
	d.product = b[4:64]
	f.compression = int32(d.order.Uint32(b[72:]))
	d.weight = int32(d.order.Uint32(b[76:]))
	f.Cases = int(int32(d.order.Uint32(b[80:])))
	f.bias = math.Float64frombits(d.order.Uint64(b[84:]))
	d.label = b[109:173]
	d.bySegment = map[int]int{}
	if f.Zipped = f.compression == zippedCases; f.compression < plainCases || f.compression > zippedCases {
		d.fail("compression %d is unknown", f.compression)
	}
	if f.Cases < -1 {
		d.fail("the file claims %d cases", f.Cases)
	}
}

func isLayout(n uint32) bool { return n == 2 || n == 3 }

// readRecord reads one record; last is true behind the last.
func (d *dictionary) readRecord() (last bool) {
	kind := d.int32()
	if d.due > 0 && kind != variableRecord {
		d.fail("a text variable breaks off")
		return true
	}
	switch kind {
	case variableRecord:
		d.readVariable()
	case labelsRecord:
		d.readLabels()
	case documentsRecord:
		d.skip(int64(d.int32()) * 80)
	case extensionRecord:
		d.readExtension()
	case lastRecord:
		d.int32()
		return true
	default:
		d.fail("there is a record of the unknown kind %d", kind)
	}
	return false
}

// checkCases compares the number of cases that the file claims with its size.
func (f *File) checkCases() error {
	least := int64(f.segments) * 8
	switch f.compression {
	case packedCases:
		least = int64(f.segments) // a byte for each
	case zippedCases:
		return nil // seen when it is unpacked
	}
	if left := f.size - f.start; f.Cases > 0 && int64(f.Cases) > left/least {
		return fault.New(fault.Invalid, "the file claims %d cases, but has bytes for %d at most: it is cut off or damaged; save it again in SPSS", f.Cases, left/least)
	}
	return nil
}

// product is the name of a program without the words that all of them write.
func product(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "@(#)")
	s = strings.TrimPrefix(strings.TrimSpace(s), "SPSS DATA FILE")
	return strings.Trim(s, " -")
}
