// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestDestinations_AreAClosedSortedSet(t *testing.T) {
	t.Parallel()
	want := []string{"active_directory", "dns_server", "domain_controller", "internet", "mail_server", "proxy_server"}
	if got := traffic.Destinations(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPortRange_IsWrittenAsFirewallsWriteIt(t *testing.T) {
	t.Parallel()
	for want, ports := range map[string]traffic.PortRange{"443": {From: 443, To: 443}, "49152-65535": {From: 49152, To: 65535}} {
		if got := ports.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestChecks_ReturnErrorsThatSayWhatIsValid(t *testing.T) {
	t.Parallel()
	const noHost = "a row to the internet needs at least one host; give the names that it reaches, such as acme.eu.nexthink.cloud, or another destination for a server of your own"
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"lowest port":       {traffic.CheckPort(1), ""},
		"highest port":      {traffic.CheckPort(65535), ""},
		"port 0":            {traffic.CheckPort(0), "0 is no port; give a whole number from 1 to 65535"},
		"port 65536":        {traffic.CheckPort(65536), "65536 is no port; give a whole number from 1 to 65535"},
		"negative port":     {traffic.CheckPort(-1), "-1 is no port; give a whole number from 1 to 65535"},
		"one port":          {traffic.PortRange{From: 443, To: 443}.Check(), ""},
		"reversed":          {traffic.PortRange{From: 500, To: 400}.Check(), "the port range 500 to 400 is reversed; give its first port as from_port and its last as to_port"},
		"key":               {traffic.CheckKey("my_proxy_2"), ""},
		"key in capitals":   {traffic.CheckKey("Proxy"), `"Proxy" is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy`},
		"key with a hyphen": {traffic.CheckKey("my-proxy"), `"my-proxy" is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy`},
		"empty key":         {traffic.CheckKey(""), `"" is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy`},
		"key with newline":  {traffic.CheckKey("a\n"), `"a\n" is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy`},
		"transport":         {traffic.CheckTransport("udp"), ""},
		"transport Tcp":     {traffic.CheckTransport("Tcp"), `there is no transport protocol "Tcp" (did you mean "tcp"?); use tcp or udp`},
		"transport any":     {traffic.CheckTransport("any"), `there is no transport protocol "any"; use tcp or udp`},
		"destination":       {traffic.CheckDestination("proxy_server"), ""},
		"destination typo": {
			traffic.CheckDestination("internt"),
			`there is no destination "internt" (did you mean "internet"?); use active_directory, dns_server, domain_controller, internet, mail_server or proxy_server`,
		},
		"protocol":             {traffic.CheckApplicationProtocol("https"), ""},
		"protocol in capitals": {traffic.CheckApplicationProtocol("HTTPS"), `"HTTPS" is no name of a protocol; give it in lower case, such as https, websocket, ldaps or tcp`},
		"protocol of no web":   {traffic.CheckApplicationProtocol("msrpc"), ""},
		"protocol mistyped": {
			traffic.CheckApplicationProtocol("htps"),
			`"htps" is no protocol that rules are made for (did you mean "https"?); use http, https or websocket, or tcp for anything else`,
		},
		"hosts":                {traffic.CheckHosts("internet", 1), ""},
		"no host":              {traffic.CheckHosts("internet", 0), noHost},
		"no host for a server": {traffic.CheckHosts("mail_server", 0), ""},
	} {
		if got := message(test.err); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

func TestPortRules_CombineFlowsWithTheSamePorts(t *testing.T) {
	t.Parallel()
	https, rpc := traffic.PortRange{From: 443, To: 443}, traffic.PortRange{From: 49152, To: 65535}
	flows := []traffic.Flow{
		{Key: "web", Destination: "internet", Transport: "tcp", Ports: https},
		{Key: "rpc", Destination: "domain_controller", Transport: "tcp", Ports: rpc},
		{Key: "api", Destination: "internet", Transport: "tcp", Ports: https},
		{Key: "quic", Destination: "internet", Transport: "udp", Ports: https},
	}
	want := []traffic.PortRule{
		{Destination: "domain_controller", Transport: "tcp", Ports: rpc, FlowKeys: []string{"rpc"}},
		{Destination: "internet", Transport: "tcp", Ports: https, FlowKeys: []string{"api", "web"}},
		{Destination: "internet", Transport: "udp", Ports: https, FlowKeys: []string{"quic"}},
	}
	got := traffic.PortRules(flows)
	if len(got[1].Flows) != 2 || got[1].Flows[0].Key != "web" {
		t.Errorf("the rule has the flows %+v", got[1].Flows)
	}
	withoutFlows := cmpopts.IgnoreFields(traffic.PortRule{}, "Flows")
	if diff := cmp.Diff(want, got, withoutFlows); diff != "" {
		t.Errorf("port rules (-want +got):\n%s", diff)
	}
	slices.Reverse(flows)
	if diff := cmp.Diff(got, traffic.PortRules(flows), withoutFlows); diff != "" {
		t.Errorf("the order of the flows shows (-first +reversed):\n%s", diff)
	}
	keys := []string{}
	for _, rule := range got {
		keys = append(keys, rule.Key())
	}
	if want := []string{"domain_controller_tcp_49152-65535", "internet_tcp_443", "internet_udp_443"}; !slices.Equal(keys, want) {
		t.Errorf("keys are %q, want %q", keys, want)
	}
}

func FuzzChecks_RefuseInAMessageOrAccept(f *testing.F) {
	for _, seed := range []string{"", "internet", "tcp", "https", "my_key", "10.0.0.0/8", "2001:db8::1", "::ffff:10.0.0.1/104", "10.0.0.1/33", "Internet", "a\nb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		prefix, err := traffic.ParsePrefix(given)
		if err == nil {
			if again, err := traffic.ParsePrefix(prefix.String()); err != nil || again != prefix {
				t.Errorf("%q gives %s, and that %s: %v", given, prefix, again, err)
			}
		}
		addresses := traffic.Addresses{given: {{Text: given}, {Label: given, Text: "10.0.0.1"}}}
		for _, err := range []error{
			err, traffic.CheckKey(given), traffic.CheckDestination(given), traffic.CheckTransport(given), traffic.CheckApplicationProtocol(given), addresses.Check(),
		} {
			if len(message(err)) > 1000 {
				t.Errorf("%q: the message has %d characters", given, len(message(err)))
			}
		}
	})
}
