// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"net/netip"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The variables that AWS defines. HOME_NET is the network of the firewall's VPC, unless the policy or the rule group defines it:
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_PolicyVariables.html
// EXTERNAL_NET is everything outside of the policy's HOME_NET, also if a rule group defines another HOME_NET:
// https://aws.github.io/aws-security-services-best-practices/guides/network-firewall/
const (
	awsHomeNet     = "HOME_NET"
	awsExternalNet = "EXTERNAL_NET"
)

// awsVariables are the variables of a rule group and the HOME_NET of its policy.
type awsVariables struct {
	addresses map[string]attribute.Value
	ports     map[string]attribute.Value
	home      attribute.Value // of the policy; null if it has none
	unknown   bool            // it is not known until apply which variables there are
}

// readAWSVariables reads the variables of a block, such as rule_variables of a rule group.
func readAWSVariables(block attribute.Value, home attribute.Value) awsVariables {
	variables := awsVariables{addresses: map[string]attribute.Value{}, ports: map[string]attribute.Value{}, home: home, unknown: block.IsUnknown()}
	for _, sets := range elementsOf(block) {
		variables.add(sets.Member("ip_sets"), "ip_set", variables.addresses)
		variables.add(sets.Member("port_sets"), "port_set", variables.ports)
	}
	return variables
}

func (variables *awsVariables) add(sets attribute.Value, name string, into map[string]attribute.Value) {
	variables.unknown = variables.unknown || sets.IsUnknown()
	for _, set := range elementsOf(sets) {
		key, known := set.Member("key").AsString()
		variables.unknown = variables.unknown || !known
		inner := set.Member(name)
		if inner.IsUnknown() {
			into[key] = inner
		}
		for _, element := range elementsOf(inner) {
			if into[key] = element.Member("definition"); element.IsUnknown() {
				into[key] = element
			}
		}
	}
}

// resolve replaces variables by their definitions. A variable that has no definition stays, and is not understood.
func (variables *awsVariables) resolve(r *reader, texts []string, field traffic.Fields, defined map[string]attribute.Value) []string {
	resolved := make([]string, 0, len(texts))
	for _, text := range texts {
		name, isVariable := strings.CutPrefix(text, "$")
		definition, known := defined[name]
		switch {
		case isVariable && known:
			inner := r.with(attribute.Object(map[string]attribute.Value{"definition": definition}))
			resolved = append(resolved, inner.strings("definition", field)...)
			r.rule.Unknown, r.rule.Unproven, r.unproven = inner.rule.Unknown, inner.rule.Unproven, inner.unproven
		case isVariable && variables.unknown:
			r.markUnknown(field)
		default:
			resolved = append(resolved, text)
		}
	}
	return resolved
}

// addSources adds what a rule is scoped to.
func (variables *awsVariables) addSources(r *reader, texts []string) {
	defined := variables.addresses
	if _, known := defined[awsHomeNet]; !known && variables.home.Kind() != attribute.KindNull {
		defined = map[string]attribute.Value{awsHomeNet: variables.home}
	}
	given := len(texts) > 0
	unproven := r.unproven
	before := r.rule.Unproven
	r.rule.Sources = append(r.rule.Sources, variables.resolve(r, texts, traffic.FieldSources, defined)...)
	r.rule.Unproven, r.unproven = before, unproven // what a rule is scoped to is reported, and not judged
	if given && len(r.rule.Sources) == 0 && !r.rule.Unknown.Has(traffic.FieldSources) {
		r.rule.Sources = texts
	}
}

// addExternal adds the addresses of EXTERNAL_NET, none if it has every public address.
func (variables *awsVariables) addExternal(r *reader) {
	_, own := variables.addresses[awsExternalNet]
	if own || variables.unknown {
		texts := variables.resolve(r, []string{"$" + awsExternalNet}, traffic.FieldAddresses, variables.addresses)
		if !slices.Contains(texts, "0.0.0.0/0") {
			r.addAddresses(texts)
			r.requireAddress()
		}
		return
	}
	if variables.home.Kind() == attribute.KindNull {
		return
	}
	home := r.with(attribute.Object(map[string]attribute.Value{"definition": variables.home}))
	home.rule.Addresses = nil
	home.readAddresses("definition")
	r.rule.Unknown, r.rule.Unproven, r.unproven = home.rule.Unknown, home.rule.Unproven, home.unproven
	if !slices.ContainsFunc(home.rule.Addresses, isPublicNetwork) {
		return
	}
	r.rule.Addresses = outside(home.rule.Addresses)
}

// deviceNetworks are the networks whose addresses devices have if HOME_NET is not defined.
var deviceNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("fc00::/7"),
}

// isPublicNetwork reports whether a network has an address that is in none of the private networks.
func isPublicNetwork(text string) bool {
	prefix, err := traffic.ParsePrefix(text)
	return err != nil || !slices.ContainsFunc(deviceNetworks, func(private netip.Prefix) bool {
		return private.Bits() <= prefix.Bits() && private.Contains(prefix.Addr())
	})
}

// outside returns the networks that have every address except these.
func outside(networks []string) []string {
	var left netipx.IPSetBuilder
	left.AddPrefix(netip.MustParsePrefix("0.0.0.0/0"))
	left.AddPrefix(netip.MustParsePrefix("::/0"))
	for _, network := range networks {
		if prefix, err := traffic.ParsePrefix(network); err == nil {
			left.RemovePrefix(prefix)
		}
	}
	texts := []string{}
	if set, err := left.IPSet(); err == nil {
		for _, prefix := range set.Prefixes() {
			texts = append(texts, prefix.String())
		}
	}
	return texts
}

// homeNet returns the definition of HOME_NET, null if there is none.
func (variables *awsVariables) homeNet() attribute.Value {
	if own, known := variables.addresses[awsHomeNet]; known {
		return own
	}
	return variables.home
}

// isHomeUnknown reports whether HOME_NET is not known until apply.
func (variables *awsVariables) isHomeUnknown() bool {
	home := variables.homeNet()
	return variables.unknown || home.IsUnknown() || slices.ContainsFunc(home.Elements(), attribute.Value.IsUnknown)
}

// devices returns the networks of the devices.
func (variables *awsVariables) devices() []netip.Prefix {
	home := variables.homeNet()
	networks := slices.Clone(deviceNetworks)
	for _, element := range home.Elements() {
		text, _ := element.AsString()
		if prefix, err := traffic.ParsePrefix(text); err == nil {
			networks = append(networks, prefix)
		}
	}
	return networks
}

// mayReach reports whether a rule may match packets to the devices. A device receives answers at a client port.
func (variables *awsVariables) mayReach(rule *traffic.Rule) bool {
	const firstClientPort = 1024
	if !rule.EveryPort() && rule.Ports.To < firstClientPort && !rule.Unknown.Has(traffic.FieldPorts) {
		return false
	}
	if len(rule.Addresses) == 0 || rule.Unknown.Has(traffic.FieldAddresses) || variables.isHomeUnknown() {
		return true
	}
	devices := variables.devices()
	return slices.ContainsFunc(rule.Addresses, func(text string) bool {
		prefix, err := traffic.ParsePrefix(text)
		return err != nil || slices.ContainsFunc(devices, prefix.Overlaps)
	})
}
