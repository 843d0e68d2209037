//go:build !linux

package localpg

import "syscall"

// setParentDeathSignal does nothing: this system has no such signal. A server
// that outlives its killed parent is found, and attached to, by the next start.
func setParentDeathSignal(*syscall.SysProcAttr) {}
