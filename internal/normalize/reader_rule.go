// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// addSources adds the attributes that say which sources a rule is scoped to. The wildcard is any source, and so adds none.
func (r *reader) addSources(names ...string) {
	for _, name := range names {
		r.rule.Sources = append(r.rule.Sources, r.strings(name, traffic.FieldSources)...)
	}
	r.rule.Sources = slices.DeleteFunc(r.rule.Sources, func(source string) bool { return source == "*" })
}

// readTransport reads a protocol, and reports whether requirements may use it.
func (r *reader) readTransport(name string) bool {
	return r.setTransport(r.string(name, traffic.FieldTransport))
}

// setTransport sets a protocol that is given by its name or number, and reports whether requirements may use it.
func (r *reader) setTransport(given string) bool {
	switch strings.ToLower(given) {
	case "tcp", "6":
		r.rule.Transport = "tcp"
	case "udp", "17":
		r.rule.Transport = "udp"
	case "-1", "all", "any", "*", "ip":
		r.rule.Transport = traffic.AnyTransport
	case "icmp", "icmpv6", "esp", "ah", "sctp", "ipip", "gre", "igmp":
		return false
	default:
		if number, err := parsePort(given); err == nil && number <= 255 {
			return false
		}
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldTransport, "the protocol "+wording.Quote(given)+" is not known")
		}
	}
	return true
}

// readPorts reads a port range of two numbers.
func (r *reader) readPorts(from, to string) {
	first, hasFirst := r.int64(from, traffic.FieldFromPort)
	last, hasLast := r.int64(to, traffic.FieldToPort)
	switch {
	case r.rule.Unknown.Has(traffic.FieldPorts):
		if hasFirst && first > 0 && first <= traffic.LastPort {
			r.rule.Ports.From = first
		}
		if hasLast && last > 0 && last <= traffic.LastPort {
			r.rule.Ports.To = last
		}
	case !hasFirst || !hasLast:
		r.markUnproven(traffic.FieldPorts, "a port is missing")
	default:
		r.setPortRange(first, last)
	}
}

// setPortRange sets the ports of the rule. No device uses port 0.
func (r *reader) setPortRange(first, last int64) {
	switch {
	case first < 0 || last > traffic.LastPort || first > last || last < traffic.FirstPort:
		r.markUnproven(traffic.FieldPorts, fmt.Sprintf("%d to %d is not a valid port range", first, last))
	case max(first, traffic.FirstPort) == traffic.FirstPort && last == traffic.LastPort:
		r.rule.Ports = traffic.PortRange{}
	default:
		r.rule.Ports = traffic.PortRange{From: max(first, traffic.FirstPort), To: last}
	}
}

// portRanges parses port ranges such as "443", "49152-65535" and "*". No text means every port.
func (r *reader) portRanges(texts []string, separator string) []traffic.PortRange {
	if r.rule.Unknown.Has(traffic.FieldPorts) {
		r.markUnknown(traffic.FieldCount)
	}
	ranges := make([]traffic.PortRange, 0, len(texts))
	for _, text := range texts {
		if text == "*" || strings.EqualFold(text, "any") {
			return []traffic.PortRange{{}}
		}
		from, to, isRange := strings.Cut(text, separator)
		if !isRange {
			to = from
		}
		first, err := parsePort(from)
		last, errLast := parsePort(to)
		if err != nil || errLast != nil {
			r.markUnproven(traffic.FieldPorts, wording.Quote(text)+" is not a valid port")
			continue
		}
		r.setPortRange(first, last)
		ranges = append(ranges, r.rule.Ports)
	}
	if len(ranges) == 0 {
		ranges = append(ranges, traffic.PortRange{})
	}
	return ranges
}

// rules returns the rule once for each port range. A field that is not understood may have any value.
func (r *reader) rules(ranges ...traffic.PortRange) []traffic.Rule {
	if r.unproven.Has(traffic.FieldAction) {
		r.rule.Action = ""
	}
	if r.unproven.Has(traffic.FieldTransport) {
		r.rule.Transport = traffic.AnyTransport
	}
	if r.unproven.Has(traffic.FieldApplications) {
		r.rule.Applications = nil
	}
	if r.unproven.Has(traffic.FieldHosts) {
		r.rule.Hosts = nil
	}
	if r.unproven.Has(traffic.FieldAddresses) {
		r.rule.Addresses = nil
	}
	if r.unproven.Has(traffic.FieldPriority) {
		r.rule.Ordered = false
	}
	if r.unproven.Has(traffic.FieldPorts) {
		ranges = []traffic.PortRange{{}}
	}
	r.rule.Unknown &^= r.unproven
	if r.rule.Unknown.Has(traffic.FieldTransport | traffic.FieldDirection) {
		r.markUnknown(traffic.FieldCount) // no rule is read for some protocols and directions
	}
	slices.Sort(r.rule.Sources)
	r.rule.Sources = slices.Compact(r.rule.Sources)
	rules := make([]traffic.Rule, 0, len(ranges))
	for _, ports := range ranges {
		rule := r.rule
		if !rule.Unknown.Has(traffic.FieldPorts) {
			rule.Ports = ports
		}
		rules = append(rules, rule)
	}
	return rules
}

// readAddresses adds the destinations of an attribute: networks, and names of one of the forms.
func (r *reader) readAddresses(name string, forms ...func(string) bool) {
	r.addAddresses(r.strings(name, traffic.FieldAddresses), forms...)
}

func (r *reader) addAddresses(texts []string, forms ...func(string) bool) {
	for _, text := range texts {
		if prefix, err := traffic.ParsePrefix(text); err == nil {
			r.rule.Addresses = append(r.rule.Addresses, prefix.String())
			continue
		}
		if !slices.ContainsFunc(forms, func(has func(string) bool) bool { return has(text) }) {
			r.markUnproven(traffic.FieldAddresses, wording.Quote(text)+" is not a valid address")
			continue
		}
		r.rule.Addresses = append(r.rule.Addresses, text)
	}
	slices.Sort(r.rule.Addresses)
	r.rule.Addresses = slices.Compact(r.rule.Addresses)
}

// readHosts adds the names of an attribute, as a dialect writes them.
func (r *reader) readHosts(name string, written dialect.Dialect) {
	r.addHosts(r.strings(name, traffic.FieldHosts), written)
}

func (r *reader) addHosts(texts []string, written dialect.Dialect) {
	for _, text := range texts {
		hosts, err := written.Read(text)
		if err != nil {
			r.markUnproven(traffic.FieldHosts, err.Error())
			continue
		}
		r.rule.Hosts = append(r.rule.Hosts, hosts...)
	}
	slices.Sort(r.rule.Hosts)
	r.rule.Hosts = slices.Compact(r.rule.Hosts)
}

// parsePort parses a number from 0 to 65535.
func parsePort(text string) (int64, error) {
	number, err := strconv.ParseUint(text, 10, 16)
	return int64(number), err
}

// readPriority reads the number by which rules are ordered.
func (r *reader) readPriority(name string) {
	r.rule.Priority, r.rule.Ordered = r.int64(name, traffic.FieldPriority)
	if !r.rule.Ordered && !r.rule.Unknown.Has(traffic.FieldPriority) {
		r.markUnproven(traffic.FieldPriority, name+" is missing")
	}
}

// readAction reads what a rule does. Each vendor has its own words for allow and deny.
func (r *reader) readAction(name, allow, deny string) {
	r.setAction(r.string(name, traffic.FieldAction), allow, deny)
}

func (r *reader) setAction(given, allow, deny string) {
	switch given {
	case allow:
		r.rule.Action = traffic.Allow
	case deny:
		r.rule.Action = traffic.Deny
	default:
		if r.rule.Unknown.Has(traffic.FieldAction) {
			r.markUnknown(traffic.FieldUnproven) // it may be an action that is not understood
		} else {
			r.markUnproven(traffic.FieldAction, "what the action "+wording.Quote(given)+" does is not known")
		}
	}
}

// checkSourcePorts marks a rule that is scoped to source ports as unproven. A device may use any source port.
func (r *reader) checkSourcePorts(names ...string) {
	for _, name := range names {
		for _, text := range r.strings(name, traffic.FieldUnproven) {
			if !slices.Contains([]string{"*", "0-65535", "1-65535", "ANY", "any", "0:65535", "1:65535"}, text) {
				r.markUnproven(traffic.FieldUnproven, "it is scoped to ports of the device: "+text)
			}
		}
	}
}
