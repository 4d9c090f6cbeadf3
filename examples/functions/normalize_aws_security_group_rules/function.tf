terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

resource "aws_security_group" "devices" {
  name = "devices"
}

resource "aws_vpc_security_group_egress_rule" "devices" {
  for_each = { web = 443, rpc = 135 }

  security_group_id = aws_security_group.devices.id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_aws_security_group_rules(aws_vpc_security_group_egress_rule.devices) :
    "${rule.id}: ${rule.action} ${rule.transport_protocol} ${rule.from_port} to ${join(",", rule.addresses)}"
  ]
}
