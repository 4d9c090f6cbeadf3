// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

const (
	maxShown = 3   // hosts, addresses or port ranges in a message
	maxName  = 150 // characters of a name in a message
)

// planAddress matches the address of a resource in a plan. A message names the firewall only by such an address: an ID may not be known
// until apply, and the message must not change then.
var planAddress = wording.LazyRegexp(`^(module\.|[a-z]+_[a-z0-9_]+\.)`)

// message returns the verdict as a line to print. It is for people who read it in the log of a pipeline and know nothing else.
func (verdict *Verdict) message() string {
	text := "Nexthink " + truncate(verdict.Flow.Key)
	if purpose := strings.TrimSuffix(verdict.Flow.Purpose, "."); purpose != "" {
		text += " (" + truncate(purpose) + ")"
	}
	firewall := "these rules"
	if planAddress().MatchString(verdict.firewall) {
		firewall = truncate(verdict.firewall)
	}
	return text + ": " + verdict.subject() + " " + verdict.predicate(firewall)
}

func (verdict *Verdict) predicate(firewall string) string {
	rule := truncate(verdict.NearestRuleID)
	switch verdict.Reason {
	case "":
		return "is allowed by " + firewall + "; rule: " + summarize(verdict.RuleIDs)
	case NoRule:
		return "is not allowed by " + firewall + "; " + verdict.closestRule()
	case ShadowedBy:
		return fmt.Sprintf("is not allowed by %s; the rule %s denies it first%s", firewall, rule, verdict.why)
	case NoReturn:
		return "is allowed by " + firewall + ", but its answers are not; allow inbound answers to ports 1024-65535"
	case ReturnUnproven:
		return "is allowed by " + firewall + ", but not all of its answers are; allow inbound answers to ports 1024-65535"
	case SomeAddresses:
		return "is allowed by " + firewall + " to some addresses only, and the address of the host is not known; " + verdict.closestRule()
	}
	return fmt.Sprintf("may be blocked by %s; the provider cannot decide about the rule %s: %s", firewall, rule, verdict.why)
}

func (verdict *Verdict) closestRule() string {
	switch {
	case verdict.noRules:
		return "there are no rules"
	case verdict.NearestRuleID == "":
		return "no rule is close"
	case verdict.deniesTheRest:
		return "no rule is close, and the rule " + truncate(verdict.NearestRuleID) + " denies all else"
	}
	return "closest rule: " + truncate(verdict.NearestRuleID) + verdict.why
}

// why returns what a reader must know about the nearest rule: why the provider cannot decide about it, or what it lacks.
func (part *checkedConnection) why(nearest *candidate, destination string) string {
	switch part.reason {
	case NoRule:
		if nearest != nil {
			return ", which lacks " + summarize(nearest.lacks(part.connection))
		}
		return ""
	case ShadowedBy:
		if !part.deniedBy.rule.Ordered {
			return ", because a deny comes before an allow if neither has a priority"
		}
		return ""
	case RuleUnproven:
		return part.whyUnproven(destination)
	}
	return ""
}

func (part *checkedConnection) whyUnproven(destination string) string {
	if part.unprovenBy == nil {
		return "the order of the rules is not known"
	}
	rule := part.unprovenBy.rule
	switch {
	case rule.Unproven != "":
		return truncate(rule.Unproven)
	case part.applications == appOther && part.unprovenBy.applications != 0:
		return "it matches TLS or HTTP, and the application protocol of the requirement may be neither"
	case part.host != "" && !part.unprovenBy.anyHost && part.unprovenBy.matchHost(part.host) == hostname.PartMatch:
		return "it matches only some of the names that " + truncate(part.host) + " stands for"
	case part.host == "" && !part.unprovenBy.anyHost:
		return "it matches names, and the requirement has none"
	case destination != traffic.Internet && slices.Contains(part.unprovenBy.named, traffic.VirtualNetworkTag):
		return "it does not tell which addresses VirtualNetwork has; add a rule for the addresses, or, if the servers are in the virtual network or connected to it, " +
			"give destinations." + destination + " = [\"VirtualNetwork\"] to the check only, so that Azure's default rule is enough"
	case len(part.unprovenBy.named) > 0:
		return "the addresses of " + summarize(part.unprovenBy.named) + " are not known"
	case part.target.named:
		return "the addresses of " + truncate(part.target.text) + " are not known"
	}
	return "it has no priority, and other rules have one"
}

// subject returns what the verdict is about: the part of the flow that is not covered, or the whole flow if it is covered.
func (verdict *Verdict) subject() string {
	ports, hosts := verdict.PortRanges, verdict.Hosts
	if len(ports) == 0 {
		ports = []string{verdict.Flow.Ports.String()}
	}
	if len(hosts) == 0 && verdict.Verdict == Covered {
		hosts = verdict.Flow.Hosts
	}
	to := verdict.Flow.Destination
	if len(hosts) > 0 {
		to = summarize(hosts)
	}
	if len(verdict.Addresses) > 0 && !slices.ContainsFunc(verdict.Addresses, isEveryAddress) {
		to += " at " + summarize(verdict.Addresses)
	}
	return fmt.Sprintf("%s %s to %s", strings.ToUpper(verdict.Flow.Transport), summarize(ports), to)
}

func isEveryAddress(text string) bool { return text == "0.0.0.0/0" || text == traffic.InternetTag }

// summarize lists the first names, and how many more there are.
func summarize(names []string) string {
	if len(names) > maxShown {
		names = append(slices.Clone(names[:maxShown-1]), fmt.Sprintf("%d more", len(names)-maxShown+1))
	}
	shown := make([]string, 0, len(names))
	for _, name := range names {
		shown = append(shown, truncate(name))
	}
	return wording.List(shown, "and")
}

// truncate returns the beginning of a long text.
func truncate(name string) string {
	if runes := []rune(name); len(runes) > maxName {
		return string(runes[:maxName]) + "…"
	}
	return name
}
