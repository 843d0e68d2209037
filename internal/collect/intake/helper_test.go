package intake_test

import (
	"encoding/json"
	"os"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
)

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeFile(t *testing.T, path, data string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

func openCodebook(t *testing.T, path string) *intake.Codebook {
	t.Helper()
	table, err := sheet.Open(t.Context(), path, sheet.Options{HeaderRows: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	codebook, err := intake.ReadCodebook(t.Context(), table)
	if err != nil {
		t.Fatal(err)
	}
	return codebook
}
