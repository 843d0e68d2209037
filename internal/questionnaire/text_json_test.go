package questionnaire

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestTextJSON(t *testing.T) {
	for _, text := range []Text{
		{}, PlainText("Rôle “x”"), {source: "Role", in: map[string]string{"fr": "Rôle", "ar": "الدور"}},
	} {
		b, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var got Text
		if err := json.Unmarshal(b, &got); err != nil || !reflect.DeepEqual(got, text) {
			t.Errorf("%s reads as %+v, %v; want %+v", b, got, err, text)
		}
	}
	var text Text
	if err := json.Unmarshal([]byte("[1]"), &text); err == nil {
		t.Error("a list reads as a text")
	}
}
