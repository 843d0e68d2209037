package sav_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"barometer/internal/collect/intake/sav"
	"barometer/internal/fault"
)

// readAll opens a file and reads its cases.
func readAll(t testing.TB, data []byte, o sav.Options) (cases int, err error) {
	f, err := sav.Open(bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		return 0, err
	}
	for row, err := range f.Rows(t.Context()) {
		if err != nil {
			return cases, err
		}
		if len(row) != len(f.Variables) {
			t.Fatalf("%d values of %d variables", len(row), len(f.Variables))
		}
		cases++
	}
	return cases, nil
}

// TestCutOff cuts files off at every byte: each part is refused with a reason.
func TestCutOff(t *testing.T) {
	for _, name := range []string{"panel.sav", "panel-plain.sav", "panel.zsav"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		whole := len(data)
		if name == "panel.zsav" {
			whole -= 48 // the trailer, whose entries are not needed
		}
		for n := range whole {
			if _, err := readAll(t, data[:n], sav.Options{}); fault.KindOf(err) != fault.Invalid {
				// The last command tells that the data end; the number of cases does too.
				if name == "panel.sav" && err == nil && n >= whole-8 {
					continue
				}
				t.Fatalf("%s cut off at byte %d: %v", name, n, err)
			}
		}
	}
}

// number puts a number of four bytes into a copy of data.
func number(data []byte, at int, value uint32) []byte {
	data = bytes.Clone(data)
	binary.LittleEndian.PutUint32(data[at:], value)
	return data
}

func TestDamage(t *testing.T) {
	file := byHand(binary.LittleEndian)
	extension := bytes.Index(file, []byte{7, 0, 0, 0, 99, 0, 0, 0})
	labels := bytes.Index(file, []byte{3, 0, 0, 0, 1, 0, 0, 0})
	owner := bytes.Index(file, []byte{4, 0, 0, 0, 2, 0, 0, 0})
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "cut off"},
		{"text", bytes.Repeat([]byte("name,age\n"), 40), "must begin with $FL2"},
		{"byte order", number(file, 64, 77), "byte order is unknown"},
		{"compression", number(file, 72, 3), "compression 3 is unknown"},
		{"cases below zero", number(file, 80, 1<<31), "claims -2147483648 cases"},
		{"more cases than bytes", number(file, 80, 1000), "claims 1000 cases"},
		{"record", number(file, headerEnd, 5), "unknown kind 5"},
		{"type", number(file, headerEnd+4, 300), "unknown type 300"},
		{"text that breaks off", number(file, headerEnd+4, 9), "more or fewer records"},
		{"text without variable", number(file, headerEnd+4, 1<<32-1), "more or fewer records"},
		{"text at the end", shortText(), "breaks off"},
		{"label", number(file, headerEnd+32, 1<<30), "has 1073741824 bytes"},
		{"missing values", number(file, headerEnd+12, 4), "has 4 missing values"},
		{"value labels", number(file, labels+4, 1<<30), "more than 250000 value labels"},
		{"no owners", number(file, owner, 5), "followed by a record of the kind 5"},
		{"many owners", number(file, owner+4, 1<<30), "belong to 1073741824 variables"},
		{"unknown owner", number(file, owner+8, 4), "variable 4 that does not exist"},
		{"extension", number(file, extension+12, 1<<31-1), "2147483647 parts"},
		{"unknown encoding", number(file, 0, binary.LittleEndian.Uint32(file)), `encoding "klingon" is unknown`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := sav.Options{}
			if test.name == "unknown encoding" {
				o.Encoding = "klingon"
			}
			_, err := readAll(t, test.data, o)
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v of kind %v, want one with %q", err, fault.KindOf(err), test.want)
			}
		})
	}
}

const headerEnd = 176

// shortText has a text of two segments and a record for one.
func shortText() []byte {
	w := &writer{order: binary.LittleEndian}
	w.header(1, 1, 0)
	w.int32(2, 9, 0, 0, 1<<16, 1<<16)
	w.text("TEXT", 8)
	w.end()
	return w.Bytes()
}

// TestLongTextBreaksOff claims a very long text whose records are not there.
func TestLongTextBreaksOff(t *testing.T) {
	for _, second := range []int{0, 255} {
		w := &writer{order: binary.LittleEndian}
		w.header(64, 0, 0)
		w.variable("LONG", "", 255, 1<<16)
		w.variable("NEXT", "", second, 1<<16)
		w.extension(14, 1, []byte("LONG=00900\x00\t"))
		w.end()
		if _, err := readAll(t, w.Bytes(), sav.Options{}); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "LONG") {
			t.Errorf("error %v", err)
		}
	}
}

// TestHostile reads files that claim or unpack to a lot, in little memory and
// time.
func TestHostile(t *testing.T) {
	files := map[string][]byte{"variables": manyVariables(), "segments": manySegments(), "zipped": bomb(t), "padding": paddingOnly()}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := busy(t)
			_, err := readAll(t, data, sav.Options{})
			took := busy(t) - start
			runtime.ReadMemStats(&after)
			if kind := fault.KindOf(err); err == nil || kind != fault.Invalid && kind != fault.TooLarge {
				t.Errorf("error %v", err)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 200 || took > 5*time.Second {
				t.Errorf("%d MB set aside in %v for %d MB", used, took, len(data)>>20)
			}
		})
	}
}

// busy is the time that the processor has spent on this program.
func busy(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func manyVariables() []byte {
	w := &writer{order: binary.LittleEndian}
	w.header(1, 1, -1)
	for range 30_000 {
		w.variable("V", "", 0, 5<<16)
	}
	w.end()
	return w.Bytes()
}

func manySegments() []byte {
	w := &writer{order: binary.LittleEndian}
	w.header(1, 1, -1)
	for range 1 << 15 {
		w.variable("V", "", 255, 1<<16)
	}
	w.end()
	return w.Bytes()
}

// bomb is a .zsav of zeros that mean nothing.
func bomb(t *testing.T) []byte {
	w := &writer{order: binary.LittleEndian}
	w.header(1, 2, -1)
	w.variable("V", "", 0, 5<<16)
	w.end()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	zeros := make([]byte, 1<<20)
	for range 64 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	block := bytes.Clone(packed.Bytes())
	for range 64 {
		packed.Write(block)
	}
	start := w.Len()
	w.int64(start)
	w.int64(start + 24 + packed.Len())
	w.int64(0)
	w.Write(packed.Bytes())
	return w.Bytes()
}

// paddingOnly has commands that mean nothing where cases should be.
func paddingOnly() []byte {
	w := &writer{order: binary.LittleEndian}
	w.header(1, 1, 5)
	w.variable("V", "", 0, 5<<16)
	w.end()
	w.Write(make([]byte, 8<<20))
	return w.Bytes()
}

// FuzzOpen reads any file: it is read or refused, within limits.
func FuzzOpen(f *testing.F) {
	for _, name := range []string{"panel.sav", "panel-plain.sav", "panel.zsav"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(byHand(binary.LittleEndian))
	f.Add(byHand(binary.BigEndian))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := readAll(t, data, sav.Options{}); err != nil && fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.TooLarge {
			t.Fatalf("kind %v of %v", fault.KindOf(err), err)
		}
	})
}

// BenchmarkRows reads 1,000 cases of 200 numbers.
func BenchmarkRows(b *testing.B) {
	w := &writer{order: binary.LittleEndian}
	w.header(200, 1, 1000)
	for range 200 {
		w.variable("V", "", 0, 5<<16)
	}
	w.end()
	w.Write(bytes.Repeat([]byte{105}, 200*1000))
	for b.Loop() {
		if n, err := readAll(b, w.Bytes(), sav.Options{}); err != nil || n != 1000 {
			b.Fatal(n, err)
		}
	}
}
