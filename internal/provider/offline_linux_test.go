// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// confined makes this test binary replace itself, under a filter of system calls, by the program that its arguments name.
const confined = "NEXTHINK_TEST_CONFINED"

// afterwards says what the program that follows is to do where it is this test binary again.
const afterwards = "NEXTHINK_TEST_AFTERWARDS"

func TestMain(m *testing.M) {
	switch os.Getenv(confined) {
	case "exec":
		runtime.LockOSThread()
		err := errors.Join(os.Setenv(confined, os.Getenv(afterwards)), forbidInternetSockets())
		if err == nil {
			err = syscall.Exec(os.Args[1], os.Args[1:], os.Environ())
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case "dial":
		listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		fmt.Fprintln(os.Stderr, listener, err)
		os.Exit(0)
	case "look":
		interfaces, err := net.Interfaces()
		for _, each := range interfaces {
			if each.Flags&net.FlagUp != 0 {
				err = errors.Join(err, errors.New(each.Name+" is up"))
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// forbidInternetSockets has the kernel kill this process at the first socket that is not a Unix one.
func forbidInternetSockets() error {
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jumpUnless := func(value uint32, skip uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: value, Jf: skip}
	}
	answer := func(action uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: action}
	}
	const number, firstArgument = 0, 16 // places in struct seccomp_data
	filter := []unix.SockFilter{
		load(number),
		jumpUnless(unix.SYS_SOCKET, 3),
		load(firstArgument),
		jumpUnless(unix.AF_UNIX, 2),
		answer(unix.SECCOMP_RET_ALLOW),
		answer(unix.SECCOMP_RET_ALLOW),
		answer(unix.SECCOMP_RET_KILL_PROCESS),
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
}

// confinedCommand runs a program under the filter.
func confinedCommand(ctx context.Context, program ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, os.Args[0], program...)
	command.Env = append(os.Environ(), confined+"=exec")
	return command
}

// withoutNetwork puts the command into a network namespace of its own, which has no interface that is up.
func withoutNetwork(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
}

// requireNamespaces skips the test if the system does not let this user make a network namespace.
func requireNamespaces(t *testing.T) {
	t.Helper()
	probe := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	withoutNetwork(probe)
	if err := probe.Run(); err != nil {
		t.Skipf("this system does not let a user make a network namespace: %v. The tests that filter system calls run all the same", err)
	}
}

// everything is a configuration that reads every data source and calls every function.
func everything(t *testing.T) map[string]string {
	t.Helper()
	var more strings.Builder
	more.WriteString(terraformtest.RequiredProvider)
	for name := range testServer(t).schema.DataSourceSchemas {
		arguments := map[string]string{exportBucket: "region = \"eu\"", connectivity: "instance = \"*\"\nregion = \"pac\"\nexport_aws_region = \"eu-west-3\""}[name]
		fmt.Fprintf(&more, "data %q \"all\" {\n%s\n}\n", name, arguments)
	}
	fmt.Fprintf(&more, "output \"hosts\" {\n  value = data.%s.all.hosts\n}\n", connectivity)
	for name, given := range arguments() {
		values := []string{}
		for _, value := range given {
			values = append(values, literal(t, value))
		}
		fmt.Fprintf(&more, "output %q {\n  value = provider::nexthink::%s(%s)\n}\n", name, name, strings.Join(values, ", "))
	}
	return map[string]string{"main.tf": more.String()}
}

// expectEverything expects the answers of the configuration above.
func expectEverything(t *testing.T, tf *terraformtest.Terraform) {
	t.Helper()
	outputs := tf.Outputs(t)
	assert.Check(t, is.Contains(outputs["hosts"], "*.pac.nexthink.cloud"))
	for name := range arguments() {
		assert.Check(t, outputs[name] != nil, "%s gave nothing", name)
	}
}

func TestAccOffline_WorksWithoutANetwork(t *testing.T) {
	t.Parallel()
	terraformtest.Require(t)
	requireNamespaces(t)
	tf := terraformtest.New(t, everything(t))
	tf.Prepare = withoutNetwork
	tf.Run(t, "init")
	tf.Run(t, "apply", "-auto-approve")
	expectEverything(t, tf)
}

func TestAccOffline_OpensNoInternetSocket(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, everything(t))
	provider := confinedCommand(t.Context(), builtProvider(t), "-debug")
	output, err := provider.StdoutPipe()
	assert.NilError(t, err)
	assert.NilError(t, provider.Start())
	tf.Prepare = terraformtest.Environment(reattachment(t, output))
	tf.Run(t, "apply", "-auto-approve")
	expectEverything(t, tf)
	assert.Check(t, provider.Process.Signal(os.Interrupt), "the provider did not live until the end")
	assert.Check(t, provider.Wait())
}

// reattachment reads from a provider that waits for a debugger what tells Terraform where it is.
func reattachment(t *testing.T, output io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if _, value, found := strings.Cut(lines.Text(), "TF_REATTACH_PROVIDERS="); found {
			return "TF_REATTACH_PROVIDERS=" + strings.Trim(strings.TrimSpace(value), "'")
		}
	}
	t.Fatalf("the provider does not say where it is: %v", lines.Err())
	return ""
}

// Without this the test above would pass under a filter that does nothing.
func TestOffline_TheFilterKillsWhoeverOpensAnInternetSocket(t *testing.T) {
	t.Parallel()
	dial := confinedCommand(t.Context(), os.Args[0])
	dial.Env = append(dial.Env, afterwards+"=dial")
	err := dial.Run()
	var exit *exec.ExitError
	assert.Assert(t, errors.As(err, &exit), "got %v, want the process killed", err)
	status, ok := exit.Sys().(syscall.WaitStatus)
	assert.Check(t, ok && status.Signal() == syscall.SIGSYS, "got %v, want it killed by SIGSYS", err)
}

// Without this the test of the namespace would pass in one that has a network.
func TestOffline_TheNamespaceHasNoInterfaceThatIsUp(t *testing.T) {
	t.Parallel()
	requireNamespaces(t)
	look := exec.CommandContext(t.Context(), os.Args[0])
	look.Env = append(os.Environ(), confined+"=look")
	withoutNetwork(look)
	problems, err := look.CombinedOutput()
	assert.Check(t, err, string(problems))
}
