// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"fmt"
	"strconv"
)

// The first and the last valid port.
const (
	FirstPort = 1
	LastPort  = 65535
)

// PortRange is a range of ports, including both ends.
type PortRange struct {
	From, To int64
}

// String returns the range as most firewalls write it: "443", "49152-65535".
func (ports PortRange) String() string {
	if ports.From == ports.To {
		return strconv.FormatInt(ports.From, 10)
	}
	return strconv.FormatInt(ports.From, 10) + "-" + strconv.FormatInt(ports.To, 10)
}

// Check returns an error if the range is reversed.
func (ports PortRange) Check() error {
	if ports.From > ports.To {
		return fmt.Errorf("the port range %d to %d is reversed; give its first port as from_port and its last as to_port", ports.From, ports.To)
	}
	return nil
}

// CheckPort returns an error if the number is not a port.
func CheckPort(port int64) error {
	if port < FirstPort || port > LastPort {
		return fmt.Errorf("%d is not a valid port; give a whole number from %d to %d", port, FirstPort, LastPort)
	}
	return nil
}
