package sav_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
)

// writer makes small system files of what the program in testdata cannot
// write: the other byte order, old encodings, and damage.
type writer struct {
	bytes.Buffer
	order binary.AppendByteOrder
}

func (w *writer) int32(values ...int) {
	for _, v := range values {
		w.Write(w.order.AppendUint32(nil, uint32(int32(v))))
	}
}

func (w *writer) int64(v int) { w.Write(w.order.AppendUint64(nil, uint64(v))) }

func (w *writer) float(values ...float64) {
	for _, v := range values {
		w.Write(w.order.AppendUint64(nil, math.Float64bits(v)))
	}
}

// text writes a text of n bytes, filled with spaces.
func (w *writer) text(s string, n int) { w.WriteString(s + strings.Repeat(" ", n-len(s))) }

// header begins a file of segments per case.
func (w *writer) header(segments, compression, cases int) {
	w.text("$FL2", 4)
	w.text("@(#) SPSS DATA FILE by hand", 60)
	w.int32(2, segments, compression, 0, cases)
	w.float(100)
	w.text("01 Jan 2600:00:00", 17)
	w.text("Title", 67)
}

// variable writes the record of a variable, width 0 for a number, and those of
// its further segments.
func (w *writer) variable(name, label string, width, format int, missing ...float64) {
	hasLabel := 0
	if label != "" {
		hasLabel = 1
	}
	w.int32(2, width, hasLabel, len(missing), format, format)
	w.text(name, 8)
	if label != "" {
		w.int32(len(label))
		w.text(label, (len(label)+3)/4*4)
	}
	w.float(missing...)
	for left := width - 8; left > 0; left -= 8 {
		w.int32(2, -1, 0, 0, 0, 0)
		w.text("", 8)
	}
}

// label writes one value label for the variables that begin at segments, from
// 1.
func (w *writer) label(value float64, text string, segments ...int) {
	w.int32(3, 1)
	w.float(value)
	w.WriteByte(byte(len(text)))
	w.text(text, (len(text)+8)/8*8-1)
	w.int32(4, len(segments))
	w.int32(segments...)
}

func (w *writer) extension(kind, unit int, data []byte) {
	w.int32(7, kind, unit, len(data)/unit)
	w.Write(data)
}

// part gives what a function writes, in the same byte order.
func (w *writer) part(write func(w *writer)) []byte {
	p := &writer{order: w.order}
	write(p)
	return p.Bytes()
}

func (w *writer) end() { w.int32(999, 0) }
