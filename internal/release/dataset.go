package release

import (
	"context"
	"iter"
	"sync"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/survey"
)

// maxDatasets is how many editions' datasets a process holds at most.
const maxDatasets = 8

// datasets keeps the datasets used last, each as long as it is current.
type datasets struct {
	mu   sync.Mutex
	held []*held // the one used last comes last
}

// held is one edition's dataset. Who has put a value into busy may load it, so
// that several requests wait for one load, each no longer than it wants to.
type held struct {
	edition string
	busy    chan struct{} // holds one
	version string
	stamp   string
	dataset *dataset.Dataset
}

// entry finds or makes the place of an edition and marks it as used.
func (c *datasets) entry(edition string) *held {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := &held{edition: edition, busy: make(chan struct{}, 1)}
	for i, h := range c.held {
		if h.edition == edition {
			found = h
			c.held = append(c.held[:i], c.held[i+1:]...)
			break
		}
	}
	c.held = append(c.held, found)
	if len(c.held) > maxDatasets {
		c.held = c.held[1:]
	}
	return found
}

// Dataset gives the current dataset of an edition, loading it if responses
// have changed since it was last used.
func (s *Service) Dataset(ctx context.Context, e survey.Edition) (_ *dataset.Dataset, err error) {
	defer fault.Wrap(&err, "release.Dataset(%s)", e.Name())
	if err := s.MayShow(e); err != nil {
		return nil, err
	}
	h := s.datasets.entry(e.ID)
	select {
	case h.busy <- struct{}{}:
		defer func() { <-h.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	stamp, err := s.responses.Stamp(ctx, e)
	if err != nil {
		return nil, err
	}
	if h.dataset == nil || h.stamp != stamp || h.version != e.Version {
		d, err := load(ctx, s.surveys, s.responses, e)
		if err != nil {
			return nil, err
		}
		h.dataset, h.stamp, h.version = d, stamp, e.Version
	}
	return h.dataset, nil
}

// Responses gives the responses of an edition as they are stored, for exports
// to authorised staff. Like Dataset it refuses what may not be shown.
func (s *Service) Responses(ctx context.Context, e survey.Edition) iter.Seq2[response.Response, error] {
	if err := s.MayShow(e); err != nil {
		return func(yield func(response.Response, error) bool) { yield(response.Response{}, err) }
	}
	return s.responses.Responses(ctx, e)
}

// load reads all responses of an edition.
func load(ctx context.Context, surveys *survey.Service, responses *collect.Service, e survey.Edition) (*dataset.Dataset, error) {
	q, err := surveys.Questionnaire(ctx, e.Version)
	if err != nil {
		return nil, err
	}
	versions, err := surveys.Versions(ctx, e)
	if err != nil {
		return nil, err
	}
	b := dataset.NewBuilder(q, versions)
	for r, err := range responses.Responses(ctx, e) {
		if err != nil {
			return nil, err
		}
		if err := b.Add(&r); err != nil {
			return nil, err
		}
	}
	return b.Dataset()
}
