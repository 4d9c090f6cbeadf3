// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	_ "embed"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The functions that the scripts call. The script for PowerShell relies on the following:
//   - In .NET Framework, a TcpClient without a family works with IPv4 only:
//     https://learn.microsoft.com/en-us/dotnet/api/system.net.sockets.tcpclient.-ctor
//   - In .NET Framework, SslStream refuses SslProtocols.None before it sends anything, if the system's default versions are disabled:
//     https://github.com/microsoft/referencesource/blob/08b84d13e81cfdbd769a557b368539aac6a9cb30/System/net/System/Net/SecureProtocols/_SslState.cs
//   - In .NET, GetSystemWebProxy returns the proxy that HttpClient uses by default:
//     https://github.com/dotnet/runtime/blob/04da5a173f6331f6bb4ce24a28ccf32e136c427e/src/libraries/System.Net.Requests/src/System/Net/WebRequest.cs
//
// That AuthenticateAsClient calls the script block on the thread of the caller: no source found.
var (
	//go:embed probe/probe.sh
	probeShell string
	//go:embed probe/probe.ps1
	probePowerShell string
)

// probe is a connection that the script tries, or the reason why it does not try it.
type probe struct {
	key    string // the key of the requirement
	scheme string // https, http or tcp; empty if it is not tried
	target string // a host or an address
	port   int64
	why    string
}

// language is the language of a script.
type language struct {
	functions      string
	quote          func(string) string
	commentMark    string
	web, tcp, skip string // names of the functions
	end            string
}

var languages = map[string]language{
	"sh": {probeShell, quoteShell, "#", "probe_web", "probe_tcp", "not_tried", "finish\n"},
	"powershell": {
		probePowerShell, quotePowerShell, "#", "Test-Web", "Test-Tcp", "Skip-Requirement",
		"Write-Output ('{0} closed, {1} untrusted, {2} not tried.' -f $script:Closed, $script:Untrusted, $script:Untested)\n" +
			"if ($script:Closed + $script:Untrusted -gt 0) { exit 1 }\n",
	},
}

// ProbeScript returns a script for a device that tries every requirement. The shell is "sh" or "powershell". If the script cannot try a
// requirement, it prints the reason.
func ProbeScript(flows []traffic.Flow, addresses traffic.Addresses, shell string) (string, error) {
	language, known := languages[shell]
	if !known {
		return "", &traffic.ArgumentError{Argument: "shell", Err: errors.New(wording.Unknown(shell, "shell", []string{"powershell", "sh"}, ""))}
	}
	text := script{commentMark: language.commentMark}
	text.add("%s", language.functions)
	for _, flow := range traffic.SortFlows(flows) {
		probes, err := probesOf(flow, addresses)
		if err != nil {
			return "", err
		}
		text.comment(flow.Key + ": " + flow.Purpose)
		for _, probe := range probes {
			text.add("%s", language.call(probe))
		}
	}
	text.add("\n%s", language.end)
	return text.String(), nil
}

// call returns the line of the script that tries a probe, or says why it does not.
func (language language) call(probe probe) string {
	key, target := language.quote(probe.key), language.quote(probe.target)
	switch probe.scheme {
	case "":
		return fmt.Sprintf("%s %s %s %s\n", language.skip, key, target, language.quote(probe.why))
	case "tcp":
		return fmt.Sprintf("%s %s %s %d\n", language.tcp, key, target, probe.port)
	}
	return fmt.Sprintf("%s %s %s %s %d\n", language.web, key, language.quote(probe.scheme), target, probe.port)
}

// probesOf returns the probes of a requirement: of its hosts, or of the addresses of its destination. A server of the customer's own that
// speaks TLS is tried by its name if it has one, because its certificate rarely has its address.
func probesOf(flow traffic.Flow, addresses traffic.Addresses) ([]probe, error) {
	targets := flow.Hosts
	tls, _ := flow.Web()
	switch {
	case flow.Destination == traffic.Internet:
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
	case !tls || len(flow.Hosts) == 0:
		given, err := addresses.Known(flow)
		if err != nil {
			return nil, err
		}
		targets = nil
		for _, address := range given {
			prefix, err := traffic.ParsePrefix(address.Text)
			if err != nil {
				return nil, traffic.InDestinations(fmt.Errorf("%s: %w", flow.Destination, err))
			}
			targets = append(targets, addressText(prefix))
		}
	}
	probes := []probe{}
	for _, target := range targets {
		probes = append(probes, probeOf(flow, target)...)
	}
	return probes, nil
}

// addressText returns the address if the network has only one, else the network.
func addressText(prefix netip.Prefix) string {
	if prefix.IsSingleIP() {
		return prefix.Addr().String()
	}
	return prefix.String()
}

// probeOf returns the probes of one host or address: one, or two if the requirement uses both TLS and HTTP.
func probeOf(flow traffic.Flow, target string) []probe {
	why := ""
	switch {
	case hostname.IsWildcard(target):
		why = "a pattern stands for hosts that are not known"
	case strings.Contains(target, "/"):
		why = "a network is no host"
	case flow.Transport == "udp":
		why = "over UDP no answer proves nothing"
	case flow.Ports.From != flow.Ports.To:
		why = "a service listens on one port of the range, and which is not known"
	}
	if why != "" {
		return []probe{{key: flow.Key, target: flow.Transport + " " + target + ":" + flow.Ports.String(), why: why}}
	}
	tls, http := flow.Web()
	probes := []probe{}
	for _, with := range []struct {
		scheme string
		used   bool
	}{{"https", tls}, {"http", http}, {"tcp", !tls && !http}} {
		if with.used {
			probes = append(probes, probe{key: flow.Key, scheme: with.scheme, target: target, port: flow.Ports.From})
		}
	}
	return probes
}

func quoteShell(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// quotePowerShell doubles every character that PowerShell reads as a single quote: no source found for which these are.
func quotePowerShell(text string) string {
	return "'" + strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b").Replace(text) + "'"
}
