terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "aws_security_group" "devices" {
  name = "devices"
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = provider::nexthink::render_aws_security_group_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["0.0.0.0/0"], domain_controller = { dc1 = "10.20.0.10" } }
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
