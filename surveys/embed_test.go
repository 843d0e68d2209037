package surveys

import (
	"io/fs"
	"testing"

	"barometer/internal/questionnaire/yamlform"
)

// TestShippedQuestionnaires lints every questionnaire with its translations.
// What ships has no warnings either.
func TestShippedQuestionnaires(t *testing.T) {
	names, err := fs.Glob(FS, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	translated := map[string]bool{}
	for _, name := range names {
		if source, _, ok := yamlform.SplitName(name); ok {
			translated[source] = true
			continue
		}
		t.Run(name, func(t *testing.T) {
			q, problems := yamlform.CompileFS(FS, name)
			if q == nil || len(problems) > 0 {
				t.Fatalf("%d problems:\n%v", len(problems), problems)
			}
			want := q.Definition.Survey + "-" + q.Definition.Edition + ".yaml"
			if q.Definition.Survey != "webinar-feedback" && name != want {
				t.Errorf("the file is named %s, its survey and edition say %s", name, want)
			}
		})
	}
	for source := range translated {
		if _, err := fs.Stat(FS, source); err != nil {
			t.Errorf("there are translations of %s, but not the file itself", source)
		}
	}
}
