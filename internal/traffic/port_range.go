// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"fmt"
	"strconv"
)

// The first and the last port that a flow may have.
const (
	FirstPort = 1
	LastPort  = 65535
)

// PortRange is a contiguous range of ports, both ends in it.
type PortRange struct {
	From, To int64
}

// String gives the range as most firewalls write it: "443", "49152-65535".
func (ports PortRange) String() string {
	if ports.From == ports.To {
		return strconv.FormatInt(ports.From, 10)
	}
	return strconv.FormatInt(ports.From, 10) + "-" + strconv.FormatInt(ports.To, 10)
}

// Check says what is wrong with the order of the two ends, or nil.
func (ports PortRange) Check() error {
	if ports.From > ports.To {
		return fmt.Errorf("the port range %d to %d is reversed; give its first port as from_port and its last as to_port", ports.From, ports.To)
	}
	return nil
}

// CheckPort says what is wrong with a port, or nil.
func CheckPort(port int64) error {
	if port < FirstPort || port > LastPort {
		return fmt.Errorf("%d is no port; give a whole number from %d to %d", port, FirstPort, LastPort)
	}
	return nil
}

// WithoutPorts takes a range away from others, which it changes.
func WithoutPorts(open []PortRange, taken PortRange) []PortRange {
	left := open[:0]
	var cut []PortRange
	for _, ports := range open {
		switch {
		case taken.To < ports.From || taken.From > ports.To:
			left = append(left, ports)
			continue
		case taken.From > ports.From && taken.To < ports.To:
			cut = append(cut, PortRange{From: taken.To + 1, To: ports.To})
			ports.To = taken.From - 1
		case taken.From > ports.From:
			ports.To = taken.From - 1
		case taken.To < ports.To:
			ports.From = taken.To + 1
		default:
			continue
		}
		left = append(left, ports)
	}
	return append(left, cut...)
}
