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

// What a rule does with what it matches.
const (
	Allow = "allow"
	Deny  = "deny"
)

// The directions of a rule, as seen from the devices.
const (
	Outbound = "outbound"
	Inbound  = "inbound"
)

// AnyTransport is every transport protocol.
const AnyTransport = "any"

// Rule is what lets traffic through or holds it back, in the same words for every firewall. A connection is decided by the
// first rule that matches it in the order of the priorities, a deny first among equals; what none matches is held back.
type Rule struct {
	ID           string
	Group        string // what the rule belongs to; empty where that is of no account
	Action       string // Allow, Deny, or empty where it is not understood
	Priority     int64
	Ordered      bool // the rule has a priority
	Direction    string
	Transport    string    // one of Transports, or AnyTransport
	Ports        PortRange // the zero range is every port
	Applications []string  // what must be spoken for the rule to match: https and http; none: anything
	Hosts        []string  // names and patterns, whose star stands for one label or more; none: any
	Addresses    []string  // networks, and what else Terraform knows by a name; none: any
	Sources      []string  // what the rule is bound to at the near end, for the reader
	Unproven     string    // why the rule cannot be judged
	Unknown      Fields    // what is not known until apply; of a list, that it may hold more
}

// Fields are a set of a rule's fields.
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
)

// FieldPorts are both ends of the port range, FieldsAll all fields.
const (
	FieldPorts = FieldFromPort | FieldToPort
	FieldsAll  = FieldUnproven<<1 - 1
)

// Has says whether one of the fields is in the set.
func (fields Fields) Has(field Fields) bool { return fields&field != 0 }

// EveryPort says whether the rule matches every port, as far as is known.
func (rule *Rule) EveryPort() bool { return rule.Ports == PortRange{} }

// Check says what is wrong with the rule, with the attribute that it is wrong in, or nil.
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

// checkKnownWord lets an empty word pass, which stands for one that is not known or not understood.
func checkKnownWord(given, kind string, known []string) error {
	if given == "" {
		return nil
	}
	return checkWord(given, kind, known)
}

// InternetTag is the service tag of Azure's for every public address.
const InternetTag = "Internet"

var (
	prefixListID    = wording.LazyRegexp("^pl-[0-9a-f]{8,17}$")
	securityGroupID = wording.LazyRegexp("^([0-9]{12}/)?sg-[0-9a-f]{8,17}$")
	serviceTag      = wording.LazyRegexp(`^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?$`)
)

// IsPrefixListID says whether the text is the id of a prefix list of AWS.
func IsPrefixListID(text string) bool { return prefixListID().MatchString(text) }

// IsSecurityGroupID says whether the text is the id of a security group of AWS.
func IsSecurityGroupID(text string) bool { return securityGroupID().MatchString(text) }

// IsServiceTag says whether the text has the form of a service tag of Azure.
func IsServiceTag(text string) bool {
	return serviceTag().MatchString(text) && !slices.Contains([]string{"Any", "ANY", "All"}, text)
}

// IsNamedAddress says whether the text names addresses that are kept elsewhere: a prefix list, a security group, a service
// tag. Which addresses those are is not known here.
func IsNamedAddress(text string) bool {
	if text == "" || text[0] >= '0' && text[0] <= '9' && !slices.Contains([]byte(text), '/') {
		return false
	}
	return IsServiceTag(text) || IsPrefixListID(text) || IsSecurityGroupID(text)
}

// CheckRuleAddress says what is wrong with an address of a rule, or nil.
func CheckRuleAddress(text string) error {
	if IsNamedAddress(text) {
		return nil
	}
	_, err := ParsePrefix(text)
	switch {
	case err == nil:
		return nil
	case slices.Contains([]string{"*", "any", "Any", "ANY", "all"}, text):
		return fmt.Errorf("%s is no network; leave the addresses out for any", wording.Quote(text))
	case hostname.CheckPattern(text) == nil:
		return fmt.Errorf("%s is a name; give it in hosts", wording.Quote(text))
	}
	return err
}

// InRules refuses something about the rules.
func InRules(err error) error { return &ArgumentError{Argument: "rules", Err: err} }

// ErrNoPort is what a rule with one end of its port range says.
var ErrNoPort = errors.New("one end of the port range is given; give both from_port and to_port, or neither for every port")
