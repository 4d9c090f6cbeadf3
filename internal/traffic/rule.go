// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"errors"
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The actions of a rule.
const (
	Allow = "allow"
	Deny  = "deny"
)

// The directions of a rule, from the point of view of the devices.
const (
	Outbound = "outbound"
	Inbound  = "inbound"
)

// AnyTransport stands for every transport protocol.
const AnyTransport = "any"

// Rule is a rule of any firewall. The rule with the lowest priority number that matches a connection decides. If two have the same
// priority, a deny decides. A connection that no rule matches is denied.
type Rule struct {
	ID           string
	Group        string // the firewall of the rule; empty if it does not matter
	Action       string // Allow, Deny, or empty if the provider does not know the action
	Priority     int64
	Ordered      bool // the rule has a priority
	Direction    string
	Transport    string    // one of Transports, or AnyTransport
	Ports        PortRange // the zero range is every port
	Applications []string  // that the rule matches: https, http; none for any
	Hosts        []string  // names and patterns, see hostname.RulePattern; none for any
	Addresses    []string  // networks, and IDs or tags of addresses; none for any
	Sources      []string  // what the rule is scoped to; a check does not use it
	Unproven     string    // why the provider cannot decide what the rule does
	Unknown      Fields    // not known until apply; a list may have more elements then
}

// Fields is a set of a rule's fields.
type Fields uint16

// The fields of a rule that may not be known until apply.
const (
	FieldGroup Fields = 1 << iota
	FieldAction
	FieldPriority
	FieldDirection
	FieldTransport
	FieldFromPort
	FieldToPort
	FieldApplications
	FieldHosts
	FieldAddresses
	FieldSources
	FieldUnproven
	FieldCount // none of the rule: its resource may have no rules then, or several
)

// Sets of several fields.
const (
	FieldPorts = FieldFromPort | FieldToPort
	FieldsAll  = FieldCount<<1 - 1
)

// Has tells whether one of the fields is in the set.
func (fields Fields) Has(field Fields) bool { return fields&field != 0 }

// EveryPort tells whether the rule matches every port. It ignores ports that are not known until apply.
func (rule *Rule) EveryPort() bool { return rule.Ports == PortRange{} }

// Check returns an error that names the first invalid attribute, or nil.
func (rule *Rule) Check() error {
	type check struct {
		attribute string
		err       error
	}
	checks := []check{
		{"action", checkKnownWord(rule.Action, "action", []string{Allow, Deny})},
		{"direction", checkKnownWord(rule.Direction, "direction", []string{Inbound, Outbound})},
		{"transport_protocol", checkKnownWord(rule.Transport, "transport protocol", []string{AnyTransport, "tcp", "udp"})},
	}
	if !rule.EveryPort() && !rule.Unknown.Has(FieldPorts) {
		checks = append(checks,
			check{"from_port", CheckPort(rule.Ports.From)}, check{"to_port", CheckPort(rule.Ports.To)}, check{"to_port", rule.Ports.Check()})
	}
	for i, application := range rule.Applications {
		checks = append(checks, check{fmt.Sprintf("application_protocols[%d]", i), checkKnownWord(application, "application protocol", []string{"http", "https"})})
	}
	for i, host := range rule.Hosts {
		checks = append(checks, check{fmt.Sprintf("hosts[%d]", i), hostname.CheckRulePattern(host)})
	}
	for i, address := range rule.Addresses {
		checks = append(checks, check{fmt.Sprintf("addresses[%d]", i), CheckRuleAddress(address)})
	}
	for _, check := range checks {
		if check.err != nil {
			return fmt.Errorf("%s: %w", check.attribute, check.err)
		}
	}
	return nil
}

// checkKnownWord accepts an empty word: it is not known until apply, or the provider does not know it.
func checkKnownWord(given, kind string, known []string) error {
	if given == "" {
		return nil
	}
	return checkWord(given, kind, known)
}

// The service tags of Azure that stand for every public address, and for the addresses of the virtual network and of all networks that
// are connected to it: https://learn.microsoft.com/en-us/azure/virtual-network/service-tags-overview
const (
	InternetTag       = "Internet"
	VirtualNetworkTag = "VirtualNetwork"
)

// That the ids of AWS have 8 to 17 hexadecimal digits: no source found.
var (
	prefixListID    = wording.LazyRegexp("^pl-[0-9a-f]{8,17}$")
	securityGroupID = wording.LazyRegexp("^([0-9]{12}/)?sg-[0-9a-f]{8,17}$")
	serviceTag      = wording.LazyRegexp(`^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?$`)
)

// How a message names an address that is not a network, see ParsePrefix.
const (
	PrefixListExample    = "a prefix list such as pl-0123456789abcdef0"
	SecurityGroupExample = "a security group such as sg-0123456789abcdef0"
	ServiceTagExample    = "a service tag such as Internet or Storage.WestEurope"
)

// IsPrefixListID tells whether the text is the ID of an AWS prefix list.
func IsPrefixListID(text string) bool { return prefixListID().MatchString(text) }

// IsSecurityGroupID tells whether the text is the ID of an AWS security group.
func IsSecurityGroupID(text string) bool { return securityGroupID().MatchString(text) }

// IsServiceTag tells whether the text has the form of an Azure service tag.
func IsServiceTag(text string) bool {
	return serviceTag().MatchString(text) && !slices.Contains([]string{"Any", "ANY", "All"}, text)
}

// IsNamedAddress tells whether the text is a prefix list, a security group or a service tag. The provider does not know their
// addresses.
func IsNamedAddress(text string) bool {
	if text == "" || text[0] >= '0' && text[0] <= '9' && !slices.Contains([]byte(text), '/') {
		return false
	}
	return IsServiceTag(text) || IsPrefixListID(text) || IsSecurityGroupID(text)
}

// CheckRuleAddress returns an error if the text is not a valid address of a rule.
func CheckRuleAddress(text string) error {
	if IsNamedAddress(text) {
		return nil
	}
	_, err := ParsePrefix(text, PrefixListExample, SecurityGroupExample, ServiceTagExample)
	switch {
	case err == nil:
		return nil
	case slices.Contains([]string{"*", "any", "Any", "ANY", "all"}, text):
		return fmt.Errorf("%s is not a valid network; leave addresses out for any", wording.Quote(text))
	case hostname.CheckPattern(text) == nil:
		return fmt.Errorf("%s is a name; give it in hosts", wording.Quote(text))
	}
	return err
}

// InRules wraps an error in the argument rules.
func InRules(err error) error { return &ArgumentError{Argument: "rules", Err: err} }

// ErrNoPort is the error for a rule with only one end of a port range.
var ErrNoPort = errors.New("one end of the port range is given; give both from_port and to_port, or neither for every port")
