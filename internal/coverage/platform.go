// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// platformAddresses are addresses of a cloud's own services, such as its DNS server, which its firewalls do not filter.
// Amazon: https://docs.aws.amazon.com/en_us/vpc/latest/userguide/VPC_Security.html
// Azure, which also does not route them by the user's routes:
// https://learn.microsoft.com/en-us/azure/virtual-network/what-is-ip-address-168-63-129-16
// Google: https://cloud.google.com/vpc/docs/firewalls/
var platformAddresses = []string{"169.254.169.253/32", "169.254.169.254/32", "168.63.129.16/32"}

// azurePlatformTag begins each service tag of Azure for these services. A rule of a network security group with such a tag filters them:
// https://video2.skills-academy.com/en-us/answers/questions/49382/outbound-rules-for-azure-platform-services
const azurePlatformTag = "AzurePlatform"

// platformRule stands for what allows connections to the platform.
var platformRule = &candidate{anyHost: true, rule: &traffic.Rule{ID: "not filtered by the cloud", Action: traffic.Allow}, actions: onlyAllows}

// isPlatform reports whether a connection goes to the platform.
func (conn *connection) isPlatform() bool {
	return !conn.internet && slices.Contains(platformAddresses, traffic.Canonical(conn.target.text))
}

// checkPlatform checks a connection to the platform. A deny rule may get the tag at apply.
func (c *checker) checkPlatform(conn *connection) checkedConnection {
	part := checkedConnection{connection: conn, evaluation: evaluation{class: covered, allowedBy: map[*candidate]bool{platformRule: true}}}
	for _, rule := range c.outbound.rules {
		switch {
		case slices.ContainsFunc(rule.named, func(name string) bool { return strings.HasPrefix(name, azurePlatformTag) }):
			part.class, part.reason, part.unprovenBy, part.allowedBy = unproven, RuleUnproven, rule, nil
		case part.class == covered && rule.rule.Unknown.Has(traffic.FieldAddresses) && rule.mayDeny():
			part.class, part.unknown = unknown, true
		}
	}
	part.evaluation.ports[part.class] = []traffic.PortRange{conn.ports}
	return part
}
