# The plan fails if a requirement is missing, or unproven without being trusted. It warns of the trusted one, here because of a prefix list.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "aws" {
  region = "eu-west-3"
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
}

resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.devices.id
  description       = "The web, by the prefix list of the network team"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = "pl-0123456789abcdef0"
}

resource "aws_vpc_security_group_egress_rule" "domain_controllers" {
  security_group_id = aws_security_group.devices.id
  description       = "The domain controllers"
  ip_protocol       = "tcp"
  from_port         = 135
  to_port           = 65535
  cidr_ipv4         = "10.20.0.0/24"
}

locals {
  # The requirements that may be unproven, because you looked at the rule. Any other unproven requirement fails the plan.
  trusted_unproven = ["collector_channel"]

  findings = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = ["10.20.0.10/32", "10.20.0.11/32"] },
    provider::nexthink::normalize_aws_security_group_rules({
      web                = aws_vpc_security_group_egress_rule.web
      domain_controllers = aws_vpc_security_group_egress_rule.domain_controllers
    })
  )
  trusted = [for finding in local.findings : finding if finding.verdict == "unproven" && contains(local.trusted_unproven, finding.key)]
  missing = concat(
    values(data.nexthink_connectivity_requirements.acme.omitted_requirements), # nothing checks these
    [for finding in local.findings : finding if finding.verdict == "missing" || !contains(local.trusted_unproven, finding.key)],
  )
}

output "nexthink_missing" {
  description = "The requirements that the security group does not allow."
  value       = local.missing

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}

check "nexthink_trusted" {
  assert {
    condition     = length(local.trusted) == 0
    error_message = join("\n\n", local.trusted[*].message)
  }
}
