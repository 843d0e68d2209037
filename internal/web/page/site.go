package page

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
)

// Site is what the pages of one server share. It is safe for concurrent use.
type Site struct {
	Log    *slog.Logger
	Assets *Assets
	HTTPS  bool // whether people reach the server by HTTPS only
	// TrustedProxies are whose word on where a request comes from counts.
	TrustedProxies []netip.Prefix
}

// buffers holds buffers that pages were rendered to, to be used again.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// leastCompressed is the size in bytes from which compressing pays.
const leastCompressed = 1024

// compressors holds gzip writers, which are large, to be used again.
var compressors = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// Send answers with a whole body, compressed where the client takes that.
func Send(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Add("Vary", "Accept-Encoding")
	if len(body) >= leastCompressed && acceptsGzip(r) {
		out := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(out)
		out.Reset()
		compress(out, body)
		h.Set("Content-Encoding", "gzip")
		body = out.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		// The client has gone if this fails; there is nobody left to tell.
		_, _ = w.Write(body)
	}
}

// compress writes to memory, which does not fail.
func compress(out *bytes.Buffer, body []byte) {
	z := compressors.Get().(*gzip.Writer)
	defer compressors.Put(z)
	z.Reset(out)
	_, _ = z.Write(body)
	_ = z.Close()
}

// acceptsGzip reads Accept-Encoding; "gzip;q=0" refuses it.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		quality, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		q, err := strconv.ParseFloat(quality, 64)
		return !ok || err != nil || q > 0
	}
	return false
}

// SeeOther sends the browser to another address after a POST, to be fetched
// with GET.
func SeeOther(w http.ResponseWriter, r *http.Request, address string) error {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// NoStore keeps a page out of all caches: it shows what one person entered.
func NoStore(w http.ResponseWriter) { w.Header().Set("Cache-Control", "no-store") }

// rendering wraps an error of a template, which is a defect of ours.
func rendering(name string, err error) error {
	return fmt.Errorf("render %s: %w", name, err)
}
