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

// What each script begins with: the functions that its calls use.
var (
	//go:embed probe/probe.sh
	probeShell string
	//go:embed probe/probe.ps1
	probePowerShell string
)

// probe is one connection to be tried, or why it is not.
type probe struct {
	row    string
	scheme string // https, http or tcp; empty where it is not tried
	target string // a host or an address
	port   int64
	why    string
}

// language is how a script calls its functions.
type language struct {
	head          string
	quote         func(string) string
	comment       string
	web, tcp, not string // names of the functions
	end           string
}

var languages = map[string]language{
	"sh": {probeShell, quoteShell, "#", "probe_web", "probe_tcp", "not_tried", "finish\n"},
	"powershell": {
		probePowerShell, quotePowerShell, "#", "Test-Web", "Test-Tcp", "Skip-Row",
		"Write-Output ('{0} closed, {1} untrusted, {2} not tried.' -f $script:Closed, $script:Untrusted, $script:Untested)\n" +
			"if ($script:Closed + $script:Untrusted -gt 0) { exit 1 }\n",
	},
}

// ProbeScript gives a script that tries every row from a device, in the language of the given shell. A row that it
// cannot try is named by the script, with the reason.
func ProbeScript(flows []traffic.Flow, addresses traffic.Addresses, shell string) (string, error) {
	spoken, known := languages[shell]
	if !known {
		return "", &traffic.ArgumentError{Argument: "shell", Err: errors.New(wording.Unknown(shell, "shell", []string{"powershell", "sh"}, ""))}
	}
	text := script{mark: spoken.comment}
	text.add("%s", spoken.head)
	for _, flow := range traffic.SortFlows(flows) {
		probes, err := probesOf(flow, addresses)
		if err != nil {
			return "", err
		}
		text.comment(flow.Key + ": " + flow.Purpose)
		for _, probe := range probes {
			text.add("%s", spoken.call(probe))
		}
	}
	text.add("\n%s", spoken.end)
	return text.String(), nil
}

func (spoken language) call(probe probe) string {
	row, target := spoken.quote(probe.row), spoken.quote(probe.target)
	switch probe.scheme {
	case "":
		return fmt.Sprintf("%s %s %s %s\n", spoken.not, row, target, spoken.quote(probe.why))
	case "tcp":
		return fmt.Sprintf("%s %s %s %d\n", spoken.tcp, row, target, probe.port)
	}
	return fmt.Sprintf("%s %s %s %s %d\n", spoken.web, row, spoken.quote(probe.scheme), target, probe.port)
}

func probesOf(flow traffic.Flow, addresses traffic.Addresses) ([]probe, error) {
	targets := flow.Hosts
	if flow.Destination == traffic.Internet {
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
	} else {
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
			targets = append(targets, single(prefix))
		}
	}
	probes := []probe{}
	for _, target := range targets {
		probes = append(probes, probeOf(flow, target)...)
	}
	return probes, nil
}

// single writes the network of one address as the address.
func single(prefix netip.Prefix) string {
	if prefix.IsSingleIP() {
		return prefix.Addr().String()
	}
	return prefix.String()
}

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
		return []probe{{row: flow.Key, target: flow.Transport + " " + target + ":" + flow.Ports.String(), why: why}}
	}
	tls, http := flow.Web()
	probes := []probe{}
	if tls {
		probes = append(probes, probe{row: flow.Key, scheme: "https", target: target, port: flow.Ports.From})
	}
	if http {
		probes = append(probes, probe{row: flow.Key, scheme: "http", target: target, port: flow.Ports.From})
	}
	if len(probes) == 0 {
		probes = append(probes, probe{row: flow.Key, scheme: "tcp", target: target, port: flow.Ports.From})
	}
	return probes
}

func quoteShell(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// quotePowerShell doubles every character that PowerShell takes for a single quote.
func quotePowerShell(text string) string {
	return "'" + strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b").Replace(text) + "'"
}
