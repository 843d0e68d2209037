package main

import (
	"io"
	"iter"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"barometer/internal/collect/response"
)

// How long work may take before progress is drawn, and how often it is.
const (
	progressPatience = time.Second
	progressEvery    = 100 * time.Millisecond
)

// progress is how far work has come. It is safe for concurrent use.
type progress struct{ done, total atomic.Int64 }

// set tells how many of all are done.
func (p *progress) set(done, total int) {
	p.total.Store(int64(total))
	p.done.Store(int64(done))
}

// counting counts responses on their way. How many there will be is unknown.
func (p *progress) counting(responses iter.Seq2[response.Response, error]) iter.Seq2[response.Response, error] {
	return func(yield func(response.Response, error) bool) {
		for r, err := range responses {
			p.done.Add(1)
			if !yield(r, err) {
				return
			}
		}
	}
}

// during runs work. If it takes more than a second and stderr is a terminal, a
// bar shows what it does and how far it has come.
func (s *system) during(what string, work func(*progress) error) error {
	if !isTerminal(s.stderr) {
		return work(&progress{})
	}
	return drawProgress(s.stderr, what, progressPatience, work)
}

// drawProgress runs work and draws its progress on w once patience is over.
func drawProgress(w io.Writer, what string, patience time.Duration, work func(*progress) error) error {
	p := &progress{}
	ended, drawn := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(drawn)
		p.draw(w, what, patience, ended)
	}()
	defer func() {
		close(ended)
		<-drawn
	}()
	return work(p)
}

// draw draws until the work has ended, then wipes what it drew.
func (p *progress) draw(w io.Writer, what string, patience time.Duration, ended <-chan struct{}) {
	select {
	case <-ended:
		return
	case <-time.After(patience):
	}
	ticker := time.NewTicker(progressEvery)
	defer ticker.Stop()
	total := p.total.Load()
	bar := newBar(w, what, total)
	for {
		if now := p.total.Load(); now != total {
			total = now
			_ = bar.Clear()
			bar = newBar(w, what, total)
		}
		// A bar that cannot be drawn is no reason to fail.
		_ = bar.Set64(p.done.Load())
		_ = bar.RenderBlank()
		select {
		case <-ended:
			_ = bar.Clear()
			return
		case <-ticker.C:
		}
	}
}

// newBar makes a bar, one that only turns where the total is unknown.
func newBar(w io.Writer, what string, total int64) *progressbar.ProgressBar {
	if total == 0 {
		total = -1
	}
	return progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionSetElapsedTime(true))
}
