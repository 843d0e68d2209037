package staff

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"barometer/internal/account"
	"barometer/internal/web/webtest"
)

// file is a file to upload.
type file struct{ name, content string }

// source is the questionnaire, without errors.
func source() file {
	return file{"pets.yaml", strings.Replace(questionnaireYAML, "CONFIDENTIALITY", "confidential", 1)}
}

// multipartOf makes a form with files.
func multipartOf(t *testing.T, files ...file) (contentType string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range files {
		part, err := w.CreateFormFile("files", f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(f.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

// upload sends files.
func (v *visitor) upload(t *testing.T, status int, files ...file) *webtest.Page {
	t.Helper()
	contentType, body := multipartOf(t, files...)
	p, err := v.Browser.Post(t.Context(), uploadPath, contentType, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return v.check(p, status)
}

func TestUploadAndPublish(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	p := v.upload(t, 200, source())
	says(t, p, "Pets at work", "pets/2026", "There are no errors.", "a new edition", "Your pets 2", "pets.yaml, by author@example.org", "Europe/London")
	if e := w.lastEvent(t); e.Action != account.Uploaded || e.Actor != "author@example.org" || e.Subject != "pets/2026" {
		t.Errorf("the audit log has %+v", e)
	}
	says(t, v.get(uploadPath, 200), "Checked, not published", "pets/2026", "author@example.org")
	says(t, v.get(p.URL.Path+"/preview", 200), "Preview of pets/2026", "Nothing entered here is kept", "The form in en")
	says(t, v.get("/staff", 200), "There is no survey yet")

	published := v.send(p, "Publish pets/2026", 200)
	if published.URL.Path != "/staff/s/pets/2026" {
		t.Errorf("publishing leads to %s", published.URL)
	}
	says(t, published, "pets/2026 is published.", "Nobody can answer before it is opened.")
	if e := w.lastEvent(t); e.Action != account.Published || e.Subject != "pets/2026" {
		t.Errorf("the audit log has %+v", e)
	}
	says(t, v.get("/staff/s/pets/2026/preview", 200), "The form in en")
	saysNot(t, v.get(uploadPath, 200), "Checked, not published")
	says(t, v.send(p, "Publish pets/2026", 404), "not there any more")

	says(t, v.upload(t, 200, source()), "exactly this questionnaire already")
	other := source()
	other.content = strings.Replace(other.content, "Pets at work", "Animals at work", 1)
	replaced := v.send(v.upload(t, 200, other), "Publish pets/2026", 200)
	says(t, replaced, "Animals at work")
}

func TestUploadIsDiscarded(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	p := v.upload(t, 200, source())
	says(t, v.send(p, "Discard", 200), "The upload is discarded.")
	v.get(p.URL.Path, 404)
	v.get(uploadPath+"/no-such-upload", 404)
}

// TestPublishRefused publishes another questionnaire after someone began to
// answer.
func TestPublishRefused(t *testing.T) {
	w := newWorld(t)
	e := w.setTimes(t, w.publish(t, "confidential"), 1, 1)
	v := w.signedIn(t, account.Author)
	other := source()
	other.content = strings.Replace(other.content, "key: name", "key: called", 1)
	p := v.upload(t, 200, other)
	says(t, p, "Publishing replaces the questionnaire")
	w.exec(t, `INSERT INTO drafts (id, edition_id, version, revision, language, source) VALUES (gen_random_uuid(), $1, 'v', 1, 'en', 'open_link')`, e.ID)
	refused := v.send(p, "Publish pets/2026", 409)
	says(t, refused, "This cannot be published", "has been answered already", "another edition key")
	if f, _ := refused.Form("Publish pets/2026"); f != nil {
		t.Error("the page offers to publish what it refuses")
	}
	if e := w.lastEvent(t); e.Action == account.Published {
		t.Errorf("the audit log has %+v", e)
	}
	corrected := source()
	corrected.content = strings.Replace(corrected.content, "What is its name?", "What is its name, please?", 1)
	says(t, v.upload(t, 200, corrected), "these corrections can be made while people answer", "name: ")
	promise := source()
	promise.content = strings.Replace(promise.content, "confidential\n", "identified\n", 1)
	says(t, v.upload(t, 200, promise), "what respondents are promised is fixed at publication")
}

func TestUploadProblems(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	broken := source()
	broken.content = strings.Replace(broken.content, "owns == 'yes'", "owns == 'maybe'", 1)
	broken.content = strings.Replace(broken.content, "type: text", "type: novel", 1)
	for _, test := range []struct {
		name   string
		files  []file
		status int
		says   []string
	}{
		{"two errors", []file{broken}, 422, []string{"2 errors in pets.yaml", "pets.yaml:18:15", "novel", "pets.yaml:20:25", "maybe", "ask_if: owns == 'maybe'", "Nothing was kept or published"}},
		{"no file", nil, 422, []string{"No file was chosen"}},
		{"empty choice", []file{{"", ""}}, 422, []string{"No file was chosen"}},
		{"empty file", []file{{"pets.yaml", ""}}, 422, []string{"1 error in pets.yaml"}},
		{"no YAML", []file{{"pets.yaml", "a: [b"}}, 422, []string{"pets.yaml:1:"}},
		{"workbook", []file{{"pets.xlsx", "PK"}}, 422, []string{"pets.xlsx is no YAML file"}},
		{"NUL", []file{{"pets.yaml", "survey: pets\x00"}}, 422, []string{"error in pets.yaml", "pets.yaml:1:"}},
		{"UTF-16", []file{{"pets.yaml", "\xff\xfes\x00u\x00r\x00"}}, 422, []string{"error in pets.yaml"}},
		{"only a translation", []file{{"pets.fr.yaml", "strings: {}"}}, 422, []string{"There are only translations (pets.fr.yaml)"}},
		{"two questionnaires", []file{source(), {"b.yaml", ""}}, 422, []string{"more than one questionnaire (pets.yaml, b.yaml)"}},
		{"same name twice", []file{source(), source()}, 422, []string{"two files with the name pets.yaml"}},
		{"bad translation", []file{source(), {"pets.fr.yaml", "language: fr\nstrings:\n  nothing: {hash: x, text: y}\n"}}, 422, []string{"pets.fr.yaml:3:3"}},
		{"too large", []file{{"pets.yaml", strings.Repeat("#\n", maxUpload/2+1)}}, 413, []string{"larger than 5 MB together"}},
		{"script in the name", []file{{"<script>.yaml", "a: [b"}}, 422, []string{"<script>.yaml:1:"}},
		{"whole path", []file{{`C:\surveys\pets.yaml`, "a: [b"}}, 422, []string{"1 error in pets.yaml"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := v.upload(t, test.status, test.files...)
			says(t, p, test.says...)
			if !strings.Contains(p.Body, "<title>Error: ") || strings.Contains(p.Body, "<script>") {
				t.Error("the page does not tell of the error in its title, or holds a script")
			}
		})
	}
	if waiting, err := w.pages.uploads.List(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("%d uploads were kept (%v)", len(waiting), err)
	}
	form := v.get(uploadPath, 200)
	f, b := form.Form("Check")
	says(t, v.submit(f, f.Values(), b, 422), "The request holds no files")
}

func TestUploadWarnings(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	p := v.upload(t, 200, source(), file{"pets.fr.yaml", "language: fr\nstrings:\n  question.owns.text: {hash: 00000000, text: Avez-vous un animal ?}\n"})
	says(t, p, "To weigh before publishing", "Warning:", "pets.fr.yaml", "français", "Publish pets/2026")
	says(t, v.get(p.URL.Path+"/preview?lang=fr", 200), "The form in fr")
	says(t, v.get(p.URL.Path+"/preview?lang=xx", 200), "The form in en")
}

// TestSessionEndsWhileUploading says what became of the files.
func TestSessionEndsWhileUploading(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	w.exec(t, `DELETE FROM sessions`)
	p := v.upload(t, http.StatusUnauthorized, source())
	says(t, p, "Your session had ended before the files arrived", "choose the files again")
	p = v.send(p, "Sign in", 200, "email", "author@example.org", "password", password)
	if p.URL.Path != uploadPath {
		t.Errorf("signing in leads to %s", p.URL)
	}
}

// TestUntranslated publishes a questionnaire that is translated in part.
func TestUntranslated(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Author)
	partly := file{"pets.fr.yaml", "language: fr\nstrings:\n  question.owns.text: {hash: 00000000, text: Avez-vous un animal ?}\n"}
	p := v.upload(t, 200, source(), partly)
	says(t, p, "Not fully translated", "fr: ", "1 stale")
	p = v.send(p, "Publish pets/2026", 422)
	says(t, p, "This was not published.")
	form, button := p.Form("Publish pets/2026")
	says(t, v.submit(form, url.Values{fieldUntranslated: {"yes"}}, button, 200), "is published")
}
