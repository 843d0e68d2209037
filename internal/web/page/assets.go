package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed assets
var assets embed.FS

// AssetsPath is the path under which static files are served.
const AssetsPath = "/assets/"

// Assets are the static files. Each has an address that holds a hash of its
// content, so browsers may keep it for ever.
type Assets struct {
	urls  map[string]string // by name
	files map[string]asset  // by the last element of the address
}

type asset struct {
	contentType   string
	plain, zipped []byte
}

// NewAssets reads the static files that are part of the program.
func NewAssets() (*Assets, error) {
	a := &Assets{urls: map[string]string{}, files: map[string]asset{}}
	names, err := fs.Glob(assets, "assets/*")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		b, err := assets.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("static file %s: %w", name, err)
		}
		a.add(path.Base(name), b)
	}
	return a, nil
}

// Add adds a static file of another package. It is for setting up: not while
// files are served.
func (a *Assets) Add(name string, content []byte) {
	if a != nil {
		a.add(name, content)
	}
}

func (a *Assets) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	suffix := path.Ext(name)
	hashed := strings.TrimSuffix(name, suffix) + "." + hex.EncodeToString(sum[:6]) + suffix
	var zipped bytes.Buffer
	compress(&zipped, content)
	a.urls[name] = AssetsPath + hashed
	a.files[hashed] = asset{contentType: mime.TypeByExtension(suffix), plain: content, zipped: zipped.Bytes()}
}

// URL gives the address of a static file by its name, such as "style.css"; ""
// if there is none.
func (a *Assets) URL(name string) string {
	if a == nil {
		return ""
	}
	return a.urls[name]
}

// ServeHTTP answers with a static file.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	file, ok := a.files[strings.TrimPrefix(r.URL.Path, AssetsPath)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", file.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Add("Vary", "Accept-Encoding")
	body := file.plain
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = file.zipped
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
