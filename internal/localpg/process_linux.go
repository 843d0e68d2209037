package localpg

import "syscall"

// setParentDeathSignal makes the kernel end the child in order when the thread
// that started it ends, as it does when this process is killed.
func setParentDeathSignal(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
