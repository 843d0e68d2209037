package account

import (
	"container/list"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter bounds attempts by a key. It keeps at most capacity keys and forgets
// the one that was used least recently; each process counts for itself.
type limiter struct {
	every    time.Duration // how long until an attempt is given back
	burst    int           // attempts that may come at once
	capacity int

	mu      sync.Mutex
	entries map[string]*list.Element
	recent  *list.List // of *entry, most recently used first
}

type entry struct {
	key string
	*rate.Limiter
}

func newLimiter(every time.Duration, burst, capacity int) *limiter {
	return &limiter{every: every, burst: burst, capacity: capacity,
		entries: map[string]*list.Element{}, recent: list.New()}
}

// take uses up an attempt. Where there is none left it takes nothing and gives
// how long to wait. restore gives the attempt back, as after a success.
func (l *limiter) take(key string, now time.Time) (restore func(), wait time.Duration) {
	r := l.limiterOf(key).ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return func() {}, wait
	}
	return func() { r.CancelAt(now) }, 0
}

func (l *limiter) limiterOf(key string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.entries[key]; ok {
		l.recent.MoveToFront(e)
		return e.Value.(*entry).Limiter
	}
	if l.recent.Len() >= l.capacity {
		oldest := l.recent.Back()
		delete(l.entries, oldest.Value.(*entry).key)
		l.recent.Remove(oldest)
	}
	fresh := &entry{key, rate.NewLimiter(rate.Every(l.every), l.burst)}
	l.entries[key] = l.recent.PushFront(fresh)
	return fresh.Limiter
}
