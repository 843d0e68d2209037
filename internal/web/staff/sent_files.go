package staff

import (
	"archive/zip"
	"context"
	"io"
	"net/http"
	"slices"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/release"
)

// fileTime is how long one file may take on its way.
const fileTime = 5 * time.Minute

// asksForFiles reports whether respondents are asked for files.
func asksForFiles(questions []*questionnaire.Question) bool {
	return slices.ContainsFunc(questions, func(q *questionnaire.Question) bool {
		return q.Shape() == questionnaire.ShapeFile || asksForFiles(q.Questions)
	})
}

// files answers with all files that respondents of an edition sent.
func (p *pages) files(w http.ResponseWriter, r *http.Request) error {
	e, err := p.addressedEdition(r)
	if err != nil {
		return err
	}
	return p.download(w, r, func(ctx context.Context) error {
		sent, err := p.Releases.Files(ctx, e)
		if err != nil {
			return err
		}
		if len(sent) == 0 {
			return fault.New(fault.NotFound, "No files have been sent yet.")
		}
		detail := map[string]any{"files": len(sent)}
		if err := p.Accounts.Record(ctx, user(r).Email, account.DownloadedFiles, e.Name(), detail); err != nil {
			return err
		}
		archive := zip.NewWriter(p.attachment(w, e, "files", "zip"))
		for _, f := range sent {
			// Not every writer can be given more time.
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileTime))
			if err := p.addFile(ctx, archive, f); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}

// addFile copies a file into an archive, as it is: most kinds are compressed
// already.
func (p *pages) addFile(ctx context.Context, archive *zip.Writer, f release.SentFile) error {
	content, err := p.Releases.File(ctx, f)
	if err != nil {
		return err
	}
	w, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return err
}
