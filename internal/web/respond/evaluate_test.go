package respond_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/expr/exprtest"
	"barometer/internal/web/webtest"
)

const exprFolder = "../../questionnaire/expr"

// evaluator is a browser whose page has loaded the evaluator of conditions
// under a policy that lets scripts of the server run and nothing else.
func evaluator(t *testing.T) *webtest.Chromium {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'")
		io.WriteString(w, `<!doctype html><meta charset="utf-8"><script src="/evaluate.js"></script>`)
	})
	mux.HandleFunc("GET /evaluate.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		http.ServeFile(w, r, "assets/evaluate.js")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	b := webtest.NewChromium(t, 800)
	b.Do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
		return chromedp.Void{}, err
	})
	b.Open(server.URL)
	webtest.Eval[bool](b, "globalThis.environment = (() => {"+exprtest.Script+"; return environment })(), true")
	return b
}

// evaluate computes cases in the browser.
func evaluate(t *testing.T, b *webtest.Chromium, cases []exprtest.Case) []any {
	t.Helper()
	data, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	source, err := json.Marshal(string(data))
	if err != nil {
		t.Fatal(err)
	}
	text := webtest.Eval[string](b, fmt.Sprintf("JSON.stringify(JSON.parse(%s).map(c => evaluateCondition(c.expr, environment(c))))", source))
	var results []any
	if err := json.Unmarshal([]byte(text), &results); err != nil {
		t.Fatal(err)
	}
	if len(results) != len(cases) {
		t.Fatalf("%d results of %d cases", len(results), len(cases))
	}
	return results
}

// TestEvaluatorVectors holds the browser's evaluator to the vectors that Go's
// is held to.
func TestEvaluatorVectors(t *testing.T) {
	all, err := exprtest.Load(exprFolder)
	if err != nil {
		t.Fatal(err)
	}
	var cases []exprtest.Case
	for _, v := range all.Vectors {
		e, err := expr.Parse(v.Source)
		if err != nil {
			t.Fatalf("%s: %v", v.Source, err)
		}
		cases = append(cases, exprtest.Case{Expr: e, Surroundings: all.Surrounding(v)})
	}
	for i, got := range evaluate(t, evaluator(t), cases) {
		if v := all.Vectors[i]; !reflect.DeepEqual(got, v.Want) {
			t.Errorf("%s with %v: got %v, want %v", v.Source, v.Values, got, v.Want)
		}
	}
}

// TestEvaluatorLetters changes the case of every letter of the basic plane.
func TestEvaluatorLetters(t *testing.T) {
	var letters strings.Builder
	for r := rune(' '); r < 0xd800; r++ {
		letters.WriteRune(r)
	}
	agree(t, map[string]any{"t": letters.String()}, "lower(t)", "upper(t)", "length(t)", "part(t, 9000, 9)")
}

// TestEvaluatorLongest evaluates expressions as long as they may be.
func TestEvaluatorLongest(t *testing.T) {
	agree(t, map[string]any{"a": 1.0, "b": true},
		"a"+strings.Repeat("+a", 3999), "a"+strings.Repeat("-1", 3999), "b"+strings.Repeat(" and b", 1300), "b"+strings.Repeat(" or b", 1500),
		strings.Repeat("abs(", 60)+"a"+strings.Repeat(")", 60), strings.Repeat("not ", 60)+"b")
}

// agree holds that sources give the same in Go and in the browser, and not
// nothing.
func agree(t *testing.T, values map[string]any, sources ...string) {
	t.Helper()
	var cases []exprtest.Case
	for _, source := range sources {
		e, err := expr.Parse(source)
		if err != nil {
			t.Fatalf("%.40s: %v", source, err)
		}
		cases = append(cases, exprtest.Case{Expr: e, Surroundings: exprtest.Surroundings{Values: values}})
	}
	for i, got := range evaluate(t, evaluator(t), cases) {
		want := exprtest.JSON(cases[i].Expr.Value(exprtest.NewEnv(cases[i].Expr, cases[i].Surroundings)))
		if got == nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%.40s: browser %v, Go %v", sources[i], got, want)
		}
	}
}

// The evaluator stays small enough to be on every page.
func TestEvaluatorIsSmall(t *testing.T) {
	source, err := os.ReadFile("assets/evaluate.js")
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(source); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() >= 3000 {
		t.Errorf("the evaluator has %d bytes when packed", packed.Len())
	}
}
