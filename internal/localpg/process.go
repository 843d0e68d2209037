package localpg

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// A process is a child that ends when this process does.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed once the child has ended
	err  error         // of the child's end; read it after done
}

// startProcess starts cmd. The kernel ties a parent-death signal to the thread
// that started the child, so a goroutine keeps that thread for the child's
// whole life.
func startProcess(cmd *exec.Cmd) (*process, error) {
	setParentDeathSignal(cmd.SysProcAttr)
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// stop sends sig and, where the child has not ended after patience, kills it.
// A child that had ended already is no error.
func (p *process) stop(sig syscall.Signal, patience time.Duration) error {
	if err := p.cmd.Process.Signal(sig); err != nil {
		<-p.done
		return nil
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(patience):
	}
	// SIGQUIT is PostgreSQL's immediate shutdown: nothing is lost, but the next
	// start has to recover.
	if err := p.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return nil
	}
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		// An error says that it has ended in between.
		_ = p.cmd.Process.Kill()
		<-p.done
	}
	return fmt.Errorf("PostgreSQL did not stop within %v and was forced to", patience)
}

// runProcess runs cmd to its end and returns what it printed, or an error that
// holds the end of it.
func runProcess(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var out tail
	cmd.Stdout, cmd.Stderr = &out, &out
	p, err := startProcess(cmd)
	if err != nil {
		return "", err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), p.stop(syscall.SIGINT, 5*time.Second))
	}
	if p.err != nil {
		return "", fmt.Errorf("%s: %w: %s", cmd.Path, p.err, out.String())
	}
	return out.String(), nil
}

// A tail keeps the last 2000 bytes that were written to it.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	const limit = 2000
	t.text = append(t.text, p...)
	if extra := len(t.text) - limit; extra > 0 {
		t.text = t.text[extra:]
	}
	return len(p), nil
}

func (t *tail) String() string { return string(t.text) }
