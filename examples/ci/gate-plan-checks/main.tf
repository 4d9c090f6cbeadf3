# A check block that gate.sh reads: terraform plan -out plan && ./gate.sh plan

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

locals {
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = ["10.20.0.10/32", "10.20.0.11/32"]
  }
}

resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = provider::nexthink::render_aws_security_group_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations
  )

  security_group_id            = aws_security_group.devices.id
  description                  = each.value.description
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
}

locals {
  missing = concat(
    values(data.nexthink_connectivity_requirements.acme.omitted_requirements), # nothing checks these
    provider::nexthink::find_missing_requirements(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations,
      provider::nexthink::normalize_aws_security_group_rules(aws_vpc_security_group_egress_rule.nexthink)
    ),
  )
}

check "nexthink_reachable" {
  assert {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
