// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

// Command meter runs the program METERED in its own place, with the same arguments, and adds a line to the file
// METER_LOG when it has ended: the CPU time it took in microseconds, and the most memory it held in KiB.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	program := exec.Command(os.Getenv("METERED"), os.Args[1:]...) //nolint:gosec,noctx // Whoever measures names the program.
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	ended := program.Run()
	usage, ok := program.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.Join(ended, errors.New("the system does not say what the program used"))
	}
	record, err := os.OpenFile(os.Getenv("METER_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // And the file.
	if err != nil {
		return errors.Join(ended, err)
	}
	cpu := program.ProcessState.UserTime() + program.ProcessState.SystemTime()
	_, err = fmt.Fprintln(record, cpu.Microseconds(), usage.Maxrss)
	return errors.Join(ended, err, record.Close())
}
