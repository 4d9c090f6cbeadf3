// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"gotest.tools/v3/golden"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func port(number int64) traffic.PortRange { return traffic.PortRange{From: number, To: number} }

func web(key string, hosts ...string) traffic.Flow {
	return traffic.Flow{
		Key: key, Purpose: "Purpose of " + key + ".", Destination: "internet", Transport: "tcp", Applications: []string{"https"}, Ports: port(443), Hosts: hosts,
	}
}

func server(key, destination, transport string, ports traffic.PortRange) traffic.Flow {
	return traffic.Flow{Key: key, Purpose: "Purpose of " + key + ".", Destination: destination, Transport: transport, Ports: ports}
}

// samples returns typical requirements: an exact host, a wildcard, two port ranges to the customer's own servers, UDP, and a host of
// Amazon S3.
func samples() []traffic.Flow {
	return []traffic.Flow{
		web("exact_host", "acme.eu.nexthink.cloud"),
		web("wildcard", "*.eu.nexthink.cloud"),
		server("rpc_endpoint_mapper", "domain_controller", "tcp", port(135)),
		server("rpc_dynamic_ports", "domain_controller", "tcp", traffic.PortRange{From: 49152, To: 65535}),
		server("dns", "dns_server", "udp", port(53)),
		web("export", "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"),
	}
}

// goldenVersion is the catalog version of the golden files. A later version changes none of them.
const goldenVersion = "2026-11"

func wholeCatalog(t testing.TB) []traffic.Flow {
	t.Helper()
	return catalogOf(t, "acme")
}

// catalogOf returns all requirements of a tenant, or of every tenant if the instance is *.
func catalogOf(t testing.TB, instance string) []traffic.Flow {
	t.Helper()
	c, err := catalog.Load()
	assert.NilError(t, err)
	values := hostname.Values{
		Instance: instance, Region: "eu", AWSRegion: "eu-west-3", AWSDomain: "amazonaws.com", AccountID: c.ExportBucket().AccountID, Engines: 2,
	}
	flows := []traffic.Flow{}
	for _, requirement := range c.Select(catalog.Filter{Version: goldenVersion, IncludeClassic: true}).Requirements {
		flows = append(flows, traffic.Flow{
			Key: requirement.Key, Number: requirement.Number, Purpose: requirement.Purpose, Destination: requirement.Destination, Transport: requirement.TransportProtocol,
			Applications: requirement.ApplicationProtocols, Ports: traffic.PortRange{From: requirement.FromPort, To: requirement.ToPort}, Hosts: hostname.Expand(requirement.Hosts, values),
		})
	}
	return flows
}

func given(texts ...string) []traffic.Address {
	addresses := []traffic.Address{}
	for _, text := range texts {
		addresses = append(addresses, traffic.Address{Text: text})
	}
	return addresses
}

func addresses() traffic.Addresses {
	return traffic.Addresses{
		"internet":          given("0.0.0.0/0"),
		"domain_controller": {{Label: "dc1", Text: "10.20.0.10/32"}, {Label: "dc2", Text: "10.20.0.11"}},
		"active_directory":  given("10.20.0.10/32"),
		"dns_server":        given("10.20.0.2/32"),
		"mail_server":       given("10.20.0.25/32", "2001:db8::25"),
	}
}

// renderer renders flows for one firewall, as text.
type renderer func(flows []traffic.Flow, to traffic.Addresses) (string, error)

func asJSON[Rules any](render func(flows []traffic.Flow, to traffic.Addresses) (Rules, error)) renderer {
	return func(flows []traffic.Flow, to traffic.Addresses) (string, error) {
		rules, err := render(flows, to)
		text, _ := json.MarshalIndent(rules, "", "  ")
		return string(text) + "\n", err
	}
}

// with gives a function of package render its last argument.
func with[Last, Result any](last Last, render func([]traffic.Flow, traffic.Addresses, Last) (Result, error)) func([]traffic.Flow, traffic.Addresses) (Result, error) {
	return func(flows []traffic.Flow, to traffic.Addresses) (Result, error) { return render(flows, to, last) }
}

func withoutIPv6(to traffic.Addresses) traffic.Addresses {
	only := traffic.Addresses{}
	for name, list := range to {
		only[name] = slices.DeleteFunc(slices.Clone(list), func(address traffic.Address) bool { return strings.Contains(address.Text, ":") })
	}
	return only
}

func renderers() map[string]renderer {
	all := map[string]renderer{
		"aws_security_group":           asJSON(render.AWSSecurityGroupRules),
		"azure_network_security_group": asJSON(with(int64(1000), render.AzureNetworkSecurityRules)),
		"google_firewall":              asJSON(render.GoogleFirewallRules),
		"google_firewall_policy":       asJSON(with(int64(1000), render.GoogleFirewallPolicyRules)),
		"azure_firewall": asJSON(func(flows []traffic.Flow, to traffic.Addresses) (render.AzureRules, error) {
			return render.AzureFirewallRules(flows, withoutIPv6(to), given("10.0.0.0/8", "192.0.2.7"))
		}),
		"fortios": asJSON(func(flows []traffic.Flow, _ traffic.Addresses) (render.FortiOSAddresses, error) {
			return render.FortiOSAddressObjects(flows)
		}),
		"suricata":         with(int64(1000000), render.SuricataRules),
		"probe_sh":         with("sh", render.ProbeScript),
		"probe_powershell": with("powershell", render.ProbeScript),
		"squid": func(flows []traffic.Flow, _ traffic.Addresses) (string, error) {
			return render.SquidACL(flows, "nexthink")
		},
		"pac": func(flows []traffic.Flow, _ traffic.Addresses) (string, error) {
			return render.PAC(flows, "DIRECT", "PROXY proxy.example:3128")
		},
		"change_request_markdown": func(flows []traffic.Flow, to traffic.Addresses) (string, error) {
			return render.ChangeRequest(changeRequirements(flows), to, map[string]string{"Ticket": "CHG-1", "Owner": "network team"}, "markdown")
		},
		"change_request_csv": func(flows []traffic.Flow, to traffic.Addresses) (string, error) {
			return render.ChangeRequest(changeRequirements(flows), to, map[string]string{"Ticket": "CHG-1"}, "csv")
		},
		"change_request_html": func(flows []traffic.Flow, to traffic.Addresses) (string, error) {
			return render.ChangeRequest(changeRequirements(flows), to, map[string]string{"Ticket": "CHG-1", "Owner": "network team"}, "html")
		},
	}
	for _, dialect := range dialect.All() {
		all["domains_"+dialect.Name] = func(flows []traffic.Flow, _ traffic.Addresses) (string, error) {
			names, err := render.Domains(flows, dialect)
			return strings.Join(names, "\n") + "\n", err
		}
	}
	return all
}

// catalogRequirements returns what the catalog says about each requirement, for a change request.
var catalogRequirements = sync.OnceValue(func() map[string]render.ChangeRequirement {
	facts, urls := map[string]render.ChangeRequirement{}, map[string]string{}
	c, err := catalog.Load()
	if err != nil {
		panic(err)
	}
	for _, document := range c.Documents() {
		urls[document.ID] = document.URL
	}
	text := func(given *string) string {
		if given == nil {
			return ""
		}
		return *given
	}
	for _, requirement := range c.Select(catalog.Filter{Version: goldenVersion, IncludeClassic: true}).Requirements {
		fact := render.ChangeRequirement{Product: requirement.Product, Source: requirement.Source, Condition: text(requirement.Condition), Note: text(requirement.Note), Inferred: requirement.Inferred}
		for _, citation := range requirement.ReadIn {
			fact.DocumentationURLs = append(fact.DocumentationURLs, urls[citation.Document])
		}
		facts[requirement.Key] = fact
	}
	return facts
})

// changeRequirements returns the flows with the other facts of the catalog, or with some facts if the catalog has none.
func changeRequirements(flows []traffic.Flow) []render.ChangeRequirement {
	requirements := []render.ChangeRequirement{}
	for _, flow := range flows {
		requirement, found := catalogRequirements()[flow.Key]
		if !found {
			requirement = render.ChangeRequirement{Product: "collector", Source: "collector", Note: "A note.", Inferred: []string{"ports"}}
			requirement.DocumentationURLs = []string{"https://docs.nexthink.com/x"}
		}
		flow.DocumentationURLs = requirement.DocumentationURLs
		requirement.Flow, requirement.Wildcard = flow, flow.HasWildcard()
		requirements = append(requirements, requirement)
	}
	return requirements
}

// rendered renders what the firewall takes, and says for each requirement that it does not accept why. It does not accept a requirement if the error changes
// without it.
func rendered(t *testing.T, render renderer, flows []traffic.Flow) string {
	t.Helper()
	refusals := ""
	text, err := render(flows, addresses())
	for err != nil {
		refusals += "refused: " + err.Error() + "\n"
		found := false
		for i := 0; i < len(flows) && !found; i++ {
			less := slices.Delete(slices.Clone(flows), i, i+1)
			again, other := render(less, addresses())
			if found = other == nil || other.Error() != err.Error(); found {
				flows, text, err = less, again, other
			}
		}
		if !found {
			return refusals
		}
	}
	return refusals + text
}

func TestGolden_EveryRendererRendersTheSamplesAndTheWholeCatalog(t *testing.T) {
	t.Parallel()
	for name, render := range renderers() {
		for set, flows := range map[string][]traffic.Flow{"samples": samples(), "catalog": wholeCatalog(t)} {
			t.Run(name+"/"+set, func(t *testing.T) {
				t.Parallel()
				got := rendered(t, render, flows)
				golden.Assert(t, got, "golden/"+name+"."+set+".txt")
				slices.Reverse(flows)
				assert.Check(t, strings.HasPrefix(got, "refused") || rendered(t, render, flows) == got, "the result depends on the order of the requirements")
			})
		}
	}
}
