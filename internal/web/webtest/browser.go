// Package webtest visits pages as a browser without script does: it keeps
// cookies, follows redirects, reads forms and sends them. Tests use it where a
// real browser would be too slow, such as for many respondents at once.
package webtest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Browser is one person's browser. It is not safe for concurrent use.
type Browser struct {
	client *http.Client
	base   *url.URL
}

// New makes a browser without cookies for the server at base.
func New(base string) (*Browser, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &Browser{client: &http.Client{Jar: jar, Timeout: time.Minute}, base: u}, nil
}

// Page is an answer of the server, after redirects.
type Page struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   string
	root   *html.Node
}

// Get visits an address, relative to the server's.
func (b *Browser) Get(ctx context.Context, address string) (*Page, error) {
	return b.do(ctx, http.MethodGet, address, nil)
}

// Send submits a form with the given values and, if it is not nil, a button.
func (b *Browser) Send(ctx context.Context, f *Form, values url.Values, button *Button) (*Page, error) {
	values = merge(values, button)
	if f.Method == http.MethodGet {
		u := *f.Action
		u.RawQuery = values.Encode()
		return b.Get(ctx, u.String())
	}
	return b.do(ctx, http.MethodPost, f.Action.String(), values)
}

func merge(values url.Values, button *Button) url.Values {
	if button == nil || button.Name == "" {
		return values
	}
	merged := url.Values{button.Name: {button.Value}}
	for name, vs := range values {
		merged[name] = append(merged[name], vs...)
	}
	return merged
}

func (b *Browser) do(ctx context.Context, method, address string, values url.Values) (*Page, error) {
	if values == nil {
		return b.send(ctx, method, address, "", nil)
	}
	return b.send(ctx, method, address, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
}

// Post sends a body of any type, such as a form with files.
func (b *Browser) Post(ctx context.Context, address, contentType string, body io.Reader) (*Page, error) {
	return b.send(ctx, http.MethodPost, address, contentType, body)
}

func (b *Browser) send(ctx context.Context, method, address, contentType string, body io.Reader) (*Page, error) {
	u, err := b.base.Parse(address)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := b.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, u.Path, err)
	}
	root, err := html.Parse(strings.NewReader(string(content)))
	if err != nil {
		return nil, err
	}
	return &Page{URL: resp.Request.URL, Status: resp.StatusCode, Header: resp.Header, Body: string(content), root: root}, nil
}
