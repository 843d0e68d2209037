package respond

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"barometer/internal/questionnaire/fixture"
)

// sent is a file as a browser sends it.
type sent struct{ field, name, content string }

// attach sends the form of a page with some fields changed and with files, as
// browsers do.
func (v *visitor) attach(d *doc, files []sent, fields ...string) *doc {
	v.t.Helper()
	action, values := d.form("answers")
	for _, field := range fields {
		name, value, _ := strings.Cut(field, "=")
		values.Set(name, value)
	}
	return v.sendFiles(action, values, files...)
}

func (v *visitor) sendFiles(path string, values url.Values, files ...sent) *doc {
	v.t.Helper()
	return v.do(v.uploadRequest(path, values, files...))
}

func (v *visitor) uploadRequest(path string, values url.Values, files ...sent) *http.Request {
	v.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, list := range values {
		for _, value := range list {
			if err := form.WriteField(name, value); err != nil {
				v.t.Fatal(err)
			}
		}
	}
	for _, file := range files {
		part, err := form.CreateFormFile(file.field, file.name)
		if err != nil {
			v.t.Fatal(err)
		}
		if _, err := part.Write([]byte(file.content)); err != nil {
			v.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		v.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.base+path, &body)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return req
}

const filePage = "/s/fixture/file/section/start"

// files lists the ids of all files that are kept.
func (s *server) files(t testing.TB) []string {
	t.Helper()
	var ids []string
	if err := s.db.SelectContext(t.Context(), &ids, `SELECT id FROM files`); err != nil {
		t.Fatal(err)
	}
	return ids
}

// Files are sent with the page, whichever button is pressed, are shown, stay
// where the page is saved again, and are removed.
func TestFiles(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	d := v.begin("fixture/file").expect(200, filePage, "form[enctype=multipart/form-data]", "input[type=file][accept=.txt,.pdf]", "#f-policy .hint: At most 1 MB", "!.stored")
	d = v.attach(d, []sent{{"policy", `C:\private\ours.txt`, "first"}}, "comment=Here", "_go=send:policy").
		expect(200, filePage, ".stored: Stored: ours.txt (1 KB)", "button: Replace file", "[name=comment][value=Here]", "!#f-policy .choice")
	if d.url.Fragment != "f-policy" {
		t.Errorf("led to %q", d.url.Fragment)
	}
	// Of an item that is new, too; the page without files keeps all.
	plan := "sites." + d.items("sites")[0] + "."
	d = v.attach(d, []sent{{plan + "site_plan", "plan.pdf", "%PDF-1.7"}}, "_go=send:"+plan+"site_plan").
		expect(200, filePage, "[id=f-"+plan+"site_plan] .stored: plan.pdf")
	v.fill(d, plan+"site_name=Oslo", "_go=next").expect(200, "/s/fixture/file/review", "#r-policy dd: ours.txt", "#r-sites .row-name: Site 1: Oslo", "#r-sites li: A plan of it: plan.pdf")
	// Taken back, one after the other.
	d = v.fill(v.get(filePage), "_clear=policy").expect(200, filePage, "!#f-policy .stored", "[id=f-"+plan+"site_plan] .stored", "#f-policy .choice")
	d = v.fill(d, "_clear="+plan+"site_plan").expect(200, filePage, "!.stored", "[name="+plan+"site_name][value=Oslo]")
	// Sent with “Continue”, and replaced.
	v.attach(d, []sent{{"policy", "a.txt", "one"}, {plan + "site_plan", "b.txt", "two"}}, "_go=next").expect(200, "/s/fixture/file/review", "#r-policy dd: a.txt")
	d = v.attach(v.get(filePage), []sent{{"policy", "c.txt", "three"}, {"policy", "d.txt", "four"}}, "_go=next").expect(200, "/s/fixture/file/review", "#r-policy dd: c.txt")
	v.fill(d).expect(200, "/s/fixture/file/receipt")
	got := strings.Join(s.stored(t, s.edition), "\n")
	for _, want := range []string{`"comment":"Here"`, `"name":"c.txt","type":"text/plain; charset=utf-8","size":5`, `"name":"b.txt"`, `"site_name":"Oslo"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
}

// An item that is removed takes its files with it.
func TestFilesOfRemovedItems(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	d := v.begin("fixture/file")
	id := d.items("sites")[0]
	d = v.attach(d, []sent{{"sites." + id + ".site_plan", "plan.txt", "plan"}}, "_go=add:sites").expect(200, filePage, ".stored: plan.txt")
	if n := len(d.items("sites")); n != 2 {
		t.Fatalf("%d items", n)
	}
	for range 2 { // as with a double click
		v.fill(d, "_go=remove:sites:"+id).expect(200, filePage, "!.stored")
	}
	if got := s.files(t); len(got) != 0 {
		t.Errorf("files are kept: %q", got)
	}
}

// No response takes more room than it may.
func TestFilesTakeRoom(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	d := v.begin("fixture/file")
	content := strings.Repeat("a", 9<<20)
	for i := range 6 {
		ids := d.items("sites")
		field := "sites." + ids[len(ids)-1] + ".site_plan"
		d = v.attach(d, []sent{{field, "plan.txt", content}}, "_go=add:sites")
		if want := map[bool]int{false: 200, true: 422}[i == 5]; d.status != want {
			t.Fatalf("file %d: status %d", i+1, d.status)
		}
	}
	d.expect(422, filePage, ".summary a: Remove another file first: all your files together can take 50 MB")
}

// Files that are refused are named, whatever the button; everything else is
// stored.
func TestFilesRefused(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	d := v.begin("fixture/file")
	for _, test := range []struct {
		file sent
		want string
	}{
		{sent{"policy", "a.exe", "MZ"}, "Choose a file of one of these kinds: .txt, .pdf"},
		{sent{"policy", "a.pdf", "<html>"}, "Choose a file of one of these kinds: .txt, .pdf"},
		{sent{"policy", "a.txt", "a\x00b"}, "Choose a file of one of these kinds"},
		{sent{"policy", "big.txt", strings.Repeat("a", 1<<20+1)}, "Choose a file of 1 MB or less"},
		{sent{"policy", "huge.txt", strings.Repeat("a", 30<<20)}, "Choose a file of 1 MB or less"},
	} {
		for _, action := range []string{"next", "back", "send:policy"} {
			d = v.attach(d, []sent{test.file}, "comment=Kept", "_go="+action).
				expect(422, filePage, ".summary a[href=#q-policy]: "+test.want, "#f-policy .error", "!.stored", "[name=comment][value=Kept]")
		}
	}
	// One that does not fit leaves what is stored, with the same button or another.
	d = v.attach(d, []sent{{"policy", "a.txt", "fine"}}, "_go=send:policy").expect(200, filePage, ".stored: a.txt")
	d = v.attach(d, []sent{{"policy", "a.exe", "MZ"}}, "_go=next").expect(422, filePage, ".stored: a.txt", "#f-policy .error")
	v.fill(d, "_go=next").expect(200, "/s/fixture/file/review", "#r-policy dd: a.txt", "#r-comment dd: Kept")
	// What the page cannot be with.
	too := sent{"policy", "a.txt", strings.Repeat("a", 101<<20)}
	if resp, err := v.http.Do(v.uploadRequest(filePage, url.Values{}, too)); err == nil {
		resp.Body.Close()
		if resp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("101 MB: status %d", resp.StatusCode)
		}
	}
	if d := v.sendFiles(filePage, url.Values{"comment": {strings.Repeat("a", 1<<20+1)}}); d.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large text: status %d", d.status)
	}
}

// Who has no session, a closed edition, or no such question sends nothing.
func TestFilesOfStrangers(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	d := v.begin("fixture/file")
	stranger := s.visitor(t)
	stranger.sendFiles(filePage, url.Values{"comment": {"Mine"}}, sent{"policy", "a.txt", "x"}).expect(401, filePage, "[name=comment][value=Mine]")
	if d := stranger.sendFiles(filePage, nil, sent{"policy", "a.txt", strings.Repeat("a", 2<<20)}); d.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large file without a session: status %d", d.status)
	}
	for _, field := range []string{"comment", "nothing", "sites.items", "sites..site_plan", "sites.unlisted.site_plan", "sites.a.site_name", "policy.missing"} {
		v.sendFiles(filePage, url.Values{"_shown": {"policy comment sites"}}, sent{field, "a.txt", "x"})
	}
	v.sendFiles(filePage, url.Values{"_shown": {"comment"}}, sent{"policy", "a.txt", "x"})
	v.sendFiles("/s/fixture/file/section/none", nil, sent{"policy", "a.txt", "x"}).expect(404, "/s/fixture/file/section/none")
	bad := v.uploadRequest(filePage, nil, sent{"policy", "a.txt", "x"})
	bad.Header.Set("Content-Type", "multipart/form-data; boundary=other")
	if d := v.do(bad); d.status != http.StatusUnprocessableEntity {
		t.Errorf("a form of another boundary: status %d", d.status)
	}
	s.now = s.now.AddDate(0, 2, 0)
	v.attach(d, []sent{{"policy", "a.txt", "x"}}, "_go=next").expect(410, filePage)
	if kept := s.files(t); len(kept) != 0 {
		t.Errorf("files are kept: %q", kept)
	}
}

// Two windows send a file at once, and a button is pressed twice: one file
// stays, and it is the one of the answer.
func TestFilesAtOnce(t *testing.T) {
	s := newServer(t, fixture.Load(t, "file"))
	v := s.visitor(t)
	action, values := v.begin("fixture/file").form("answers")
	values.Set("_go", "send:policy")
	var all sync.WaitGroup
	for _, name := range []string{"a.txt", "a.txt", "b.txt", "b.txt"} {
		all.Go(func() {
			if d := v.sendFiles(action, values, sent{"policy", name, name}); d.status >= 500 {
				t.Errorf("status %d", d.status)
			}
		})
	}
	all.Wait()
	if got := s.files(t); len(got) != 1 {
		t.Errorf("%d files are kept: %q", len(got), got)
	}
	v.get(filePage).expect(200, filePage, ".stored: .txt")
}
