package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"

	"barometer/internal/fault"
)

// errLocked says that another process, or another Start of this one, holds a
// lock.
var errLocked = errors.New("locked by another process")

// A fileLock is a lock on a file that the kernel gives up when the process
// ends, however it ends.
type fileLock struct{ file *os.File }

// tryLock locks the file, made where it does not exist: how is LOCK_EX or
// LOCK_SH. It returns errLocked where it would have to wait.
func tryLock(path string, how int) (*fileLock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
	if err == nil {
		return &fileLock{file}, nil
	}
	file.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errLocked
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}

// waitLock is tryLock, repeated until ctx ends.
func waitLock(ctx context.Context, path string, how int) (*fileLock, error) {
	for {
		lock, err := tryLock(path, how)
		if !errors.Is(err, errLocked) {
			return lock, err
		}
		if err := sleep(ctx); err != nil {
			return nil, err
		}
	}
}

// unlock gives the lock up. Closing a file that was only locked cannot lose
// anything, so its error is of no use.
func (l *fileLock) unlock() { l.file.Close() }

// lockForServe makes this process the folder's only serve or demo.
func lockForServe(f *folder) (*fileLock, error) {
	path := f.path("serve.lock")
	lock, err := tryLock(path, syscall.LOCK_EX)
	if errors.Is(err, errLocked) {
		return nil, fault.New(fault.Conflict,
			"another barometer serve or demo%s already uses %s; stop it, or give another folder with --data", holder(path), f.dir)
	}
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		lock.unlock()
		return nil, err
	}
	return lock, nil
}

// holder returns " (process 123)" for the process that wrote its id into the
// lock file, "" where that cannot be read.
func holder(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
