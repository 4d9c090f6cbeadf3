// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Resource is a resource of a vendor's, or a block of one, whose rules are to be read.
type Resource struct {
	ID    string // what its rules are called
	Group string // the group that its rules belong to, where that is known better than its own attributes tell
	Value attribute.Value
}

// reader reads the attributes of a resource. What it cannot make sense of it notes, and the resource's rules are then
// unproven: a service may still take what is not understood here.
type reader struct {
	value attribute.Value
	rule  traffic.Rule   // what all rules of the resource have in common
	wide  traffic.Fields // those that are not understood, and so may be anything
}

// readerOf begins a rule. The group is read of the attribute of a name, if there is one: an id is not known before the apply, and two
// groups that are told apart only then would be refused when it is too late.
func readerOf(resource Resource, group string) *reader {
	r := &reader{value: resource.Value, rule: traffic.Rule{
		ID: resource.ID, Group: resource.Group, Action: traffic.Allow, Direction: traffic.Outbound, Transport: traffic.AnyTransport,
	}}
	switch {
	case resource.Value.IsUnknown():
		r.rule.Unknown = traffic.FieldsAll
	case resource.Value.Kind() != attribute.Object:
		r.doubt(traffic.FieldsAll, "the resource is "+resource.Value.Kind().String())
	case resource.Group == "" && group != "":
		r.rule.Group = r.text(group, traffic.FieldGroup)
	}
	return r
}

// notRead gives the rule of a resource that is not known yet, or is none of those that are read.
func notRead(resource Resource, why string) []traffic.Rule {
	r := readerOf(resource, "")
	if !resource.Value.IsUnknown() {
		r.doubt(traffic.FieldsAll, why)
	}
	return r.each(traffic.PortRange{})
}

// doubt notes the first thing that cannot be judged, and that a field may therefore be anything.
func (r *reader) doubt(field traffic.Fields, why string) {
	r.wide |= field
	if r.rule.Unproven == "" {
		r.rule.Unproven = why
	}
}

// open notes that a field hangs on a value that is not known yet.
func (r *reader) open(field traffic.Fields) { r.rule.Unknown |= field }

// reading says whether a value can be read, and notes why where it cannot.
func (r *reader) reading(name string, value attribute.Value, field traffic.Fields) bool {
	switch value.Kind() {
	case attribute.Unknown:
		r.open(field)
	case attribute.Withheld:
		r.doubt(field, name+" is sensitive and so was not read")
	case attribute.Null:
	default:
		return true
	}
	return false
}

// text reads a string; it is empty where there is none.
func (r *reader) text(name string, field traffic.Fields) string {
	value := r.value.Member(name)
	if !r.reading(name, value, field) {
		return ""
	}
	text, ok := value.Text()
	if !ok {
		r.doubt(field, fmt.Sprintf("%s is %s", name, value.Kind()))
	}
	return text
}

// whole reads a whole number and says whether there is one.
func (r *reader) whole(name string, field traffic.Fields) (int64, bool) {
	value := r.value.Member(name)
	if !r.reading(name, value, field) {
		return 0, false
	}
	number, ok := value.Whole()
	if !ok {
		r.doubt(field, name+" is no whole number")
	}
	return number, ok
}

// truth reads a boolean, false where there is none.
func (r *reader) truth(name string, field traffic.Fields) bool {
	value := r.value.Member(name)
	if !r.reading(name, value, field) {
		return false
	}
	truth, ok := value.Truth()
	if !ok {
		r.doubt(field, name+" is neither true nor false")
	}
	return truth
}

// texts reads a list of strings, or a single one; field notes that it may hold more.
func (r *reader) texts(name string, field traffic.Fields) []string {
	value := r.value.Member(name)
	if !r.reading(name, value, field) {
		return nil
	}
	elements := value.Elements()
	if value.Kind() == attribute.Text {
		elements = []attribute.Value{value}
	} else if value.Kind() != attribute.List {
		r.doubt(field, fmt.Sprintf("%s is %s", name, value.Kind()))
	}
	texts := make([]string, 0, len(elements))
	for _, element := range elements {
		text, ok := element.Text()
		switch {
		case !r.reading(name, element, field):
			if element.Kind() == attribute.Null {
				r.doubt(field, name+" has an element that is null")
			}
		case !ok:
			r.doubt(field, fmt.Sprintf("%s has an element that is %s", name, element.Kind()))
		case text != "":
			texts = append(texts, text)
		}
	}
	return texts
}

// blocks reads a list of objects, or a single one. All of them hang on field where the list is not known.
func (r *reader) blocks(name string, field traffic.Fields) []attribute.Value {
	value := r.value.Member(name)
	if !r.reading(name, value, field) {
		return nil
	}
	switch value.Kind() {
	case attribute.Object:
		return []attribute.Value{value}
	case attribute.List:
		return value.Elements()
	default:
		r.doubt(field, fmt.Sprintf("%s is %s", name, value.Kind()))
		return nil
	}
}

// computed takes an attribute that the service computes where it is left out for absent while it is not known, unless the
// configuration certainly gives it.
func (r *reader) computed(names ...string) {
	for _, name := range names {
		if value := r.value.Member(name); value.IsUnknown() && !value.IsGiven() {
			r.value = r.value.With(name, attribute.Value{})
		}
	}
}

// absent says whether nothing is given for all of the attributes.
func (r *reader) absent(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !r.value.Member(name).IsAbsent() })
}

// bound notes the attributes that say at the near end what a rule is bound to.
func (r *reader) bound(names ...string) {
	for _, name := range names {
		r.rule.Sources = append(r.rule.Sources, r.texts(name, traffic.FieldSources)...)
	}
}

// transport reads a protocol by its name or number, in any case, and says whether it is one that requirements are about. Any is
// spelt in several ways.
func (r *reader) transport(given string) bool {
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
		if number, err := portNumber(given); err == nil && number <= 255 {
			return false
		}
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.doubt(traffic.FieldTransport, "the protocol "+wording.Quote(given)+" is not known")
		}
	}
	return true
}

// fromTo reads a port range of two numbers. Both ends must be there.
func (r *reader) fromTo(from, to string) {
	first, hasFirst := r.whole(from, traffic.FieldFromPort)
	last, hasLast := r.whole(to, traffic.FieldToPort)
	switch {
	case r.rule.Unknown.Has(traffic.FieldPorts):
		if hasFirst && first > 0 && first <= traffic.LastPort {
			r.rule.Ports.From = first
		}
		if hasLast && last > 0 && last <= traffic.LastPort {
			r.rule.Ports.To = last
		}
	case !hasFirst || !hasLast:
		r.doubt(traffic.FieldPorts, "a port is missing")
	default:
		r.portRange(first, last)
	}
}

// portRange sets the ports of the rule. Port 0 is none that a device uses.
func (r *reader) portRange(first, last int64) {
	switch {
	case first < 0 || last > traffic.LastPort || first > last || last < traffic.FirstPort:
		r.doubt(traffic.FieldPorts, fmt.Sprintf("%d to %d is no port range", first, last))
	case max(first, traffic.FirstPort) == traffic.FirstPort && last == traffic.LastPort:
		r.rule.Ports = traffic.PortRange{}
	default:
		r.rule.Ports = traffic.PortRange{From: max(first, traffic.FirstPort), To: last}
	}
}

// ports reads port ranges as text ("443", "49152-65535", "*"); none at all are every port.
func (r *reader) ports(texts []string, separator string) []traffic.PortRange {
	ranges := make([]traffic.PortRange, 0, len(texts))
	for _, text := range texts {
		if text == "*" || strings.EqualFold(text, "any") {
			return []traffic.PortRange{{}}
		}
		from, to, isRange := strings.Cut(text, separator)
		if !isRange {
			to = from
		}
		first, err := portNumber(from)
		last, errLast := portNumber(to)
		if err != nil || errLast != nil {
			r.doubt(traffic.FieldPorts, wording.Quote(text)+" is no port")
			continue
		}
		r.portRange(first, last)
		ranges = append(ranges, r.rule.Ports)
	}
	if len(ranges) == 0 {
		ranges = append(ranges, traffic.PortRange{})
	}
	return ranges
}

// each gives the rule once for each port range. What was not understood may be anything.
func (r *reader) each(ranges ...traffic.PortRange) []traffic.Rule {
	if r.wide.Has(traffic.FieldAction) {
		r.rule.Action = ""
	}
	if r.wide.Has(traffic.FieldTransport) {
		r.rule.Transport = traffic.AnyTransport
	}
	if r.wide.Has(traffic.FieldHosts) {
		r.rule.Hosts = nil
	}
	if r.wide.Has(traffic.FieldAddresses) {
		r.rule.Addresses = nil
	}
	if r.wide.Has(traffic.FieldPriority) {
		r.rule.Ordered = false
	}
	if r.wide.Has(traffic.FieldPorts) {
		ranges = []traffic.PortRange{{}}
	}
	r.rule.Unknown &^= r.wide
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

// to adds the addresses that a rule goes to: networks, and names of the forms that the vendor has.
func (r *reader) to(texts []string, named ...func(string) bool) {
	for _, text := range texts {
		if prefix, err := traffic.ParsePrefix(text); err == nil {
			r.rule.Addresses = append(r.rule.Addresses, prefix.String())
			continue
		}
		if !slices.ContainsFunc(named, func(form func(string) bool) bool { return form(text) }) {
			r.doubt(traffic.FieldAddresses, wording.Quote(text)+" is no address that is understood")
			continue
		}
		r.rule.Addresses = append(r.rule.Addresses, text)
	}
	slices.Sort(r.rule.Addresses)
	r.rule.Addresses = slices.Compact(r.rule.Addresses)
}

// names adds names as a dialect spells them.
func (r *reader) names(texts []string, written dialect.Dialect) {
	for _, text := range texts {
		hosts, err := written.Read(text)
		if err != nil {
			r.doubt(traffic.FieldHosts, err.Error())
			continue
		}
		r.rule.Hosts = append(r.rule.Hosts, hosts...)
	}
	slices.Sort(r.rule.Hosts)
	r.rule.Hosts = slices.Compact(r.rule.Hosts)
}

// portNumber reads a number from 0 to 65535.
func portNumber(text string) (int64, error) {
	number, err := strconv.ParseUint(text, 10, 16)
	return int64(number), err
}

// priority reads the number by which rules are ordered.
func (r *reader) priority(name string) {
	r.rule.Priority, r.rule.Ordered = r.whole(name, traffic.FieldPriority)
	if !r.rule.Ordered && !r.rule.Unknown.Has(traffic.FieldPriority) {
		r.doubt(traffic.FieldPriority, name+" is missing")
	}
}

// action reads what a rule does, by the words that the vendor has for it.
func (r *reader) action(given, allow, deny string) {
	switch given {
	case allow:
		r.rule.Action = traffic.Allow
	case deny:
		r.rule.Action = traffic.Deny
	default:
		if !r.rule.Unknown.Has(traffic.FieldAction) {
			r.doubt(traffic.FieldAction, "what the action "+wording.Quote(given)+" does is not known")
		}
	}
}

// sourcePorts doubts a rule that is bound to ports of the device: a device takes any.
func (r *reader) sourcePorts(names ...string) {
	for _, name := range names {
		for _, text := range r.texts(name, traffic.FieldUnproven) {
			if !slices.Contains([]string{"*", "0-65535", "1-65535", "ANY", "any", "0:65535", "1:65535"}, text) {
				r.doubt(traffic.FieldUnproven, "it is bound to ports of the device: "+text)
			}
		}
	}
}

// members gives the elements of a list of objects as resources that are called after their name.
func members(blocks []attribute.Value, id string) []Resource {
	resources := make([]Resource, 0, len(blocks))
	for _, block := range blocks {
		name, known := block.Member("name").Text()
		if !known {
			name = id
		}
		resources = append(resources, Resource{ID: name, Value: block})
	}
	return resources
}
