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

// message returns the verdict as a line to print.
func (verdict *Verdict) message() string {
	subject := verdict.subject()
	rule := truncate(verdict.NearestRuleID)
	switch verdict.Reason {
	case "":
		return subject + " is let through by " + summarize(verdict.RuleIDs)
	case NoRule:
		return subject + " is no longer let through; " + verdict.nearestRule()
	case ShadowedBy:
		return fmt.Sprintf("%s is no longer let through; the rule %s denies it first%s", subject, rule, verdict.whyUnproven)
	case NoReturn:
		return subject + " is no longer let through: its answers are held back; let them in to ports 1024-65535"
	case ReturnUnproven:
		return subject + " is let through, but not all of its answers; let them in to ports 1024-65535"
	case SomeAddresses:
		return subject + " is let through to some addresses and not to others, and which one the host has is not known; " + verdict.nearestRule()
	}
	return fmt.Sprintf("%s may not be let through; the rule %s cannot be judged: %s", subject, rule, truncate(verdict.whyUnproven))
}

func (verdict *Verdict) nearestRule() string {
	switch {
	case verdict.noRules:
		return "there is no rule at all"
	case verdict.NearestRuleID == "":
		return "no rule comes near"
	case verdict.deniesTheRest:
		return "no rule comes near, and " + truncate(verdict.NearestRuleID) + " denies all else"
	}
	return "nearest rule: " + truncate(verdict.NearestRuleID)
}

// whyUnproven returns why the rule that makes the connection unproven does so.
func (part *checkedConnection) whyUnproven() string {
	if part.reason == ShadowedBy && !part.deniedBy.rule.Ordered {
		return ", since a deny comes before an allow where neither has a priority"
	}
	if part.unprovenBy == nil {
		return ""
	}
	rule := part.unprovenBy.rule
	switch {
	case rule.Unproven != "":
		return rule.Unproven
	case part.applications == appOther && part.unprovenBy.applications != 0:
		return "it matches TLS or HTTP, and whether the row speaks either is not known"
	case part.host != "" && !part.unprovenBy.anyHost && part.unprovenBy.matchHost(part.host) == hostname.PartMatch:
		return "it matches some of the names that " + part.host + " stands for"
	case part.host == "" && !part.unprovenBy.anyHost:
		return "it matches names, and the row has none"
	case len(part.unprovenBy.named) > 0:
		return "which addresses " + summarize(part.unprovenBy.named) + " holds is not known here"
	case part.target.named:
		return "which addresses " + part.target.text + " holds is not known here"
	}
	return "it has no priority, and others have"
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
	switch {
	case len(hosts) > 0:
		to = summarize(hosts)
	case len(verdict.Addresses) > 0 && to != traffic.Internet:
		to += " " + summarize(verdict.Addresses)
	}
	return fmt.Sprintf("%s %s to %s", strings.ToUpper(verdict.Flow.Transport), summarize(ports), to)
}

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
