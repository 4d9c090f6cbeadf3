terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

resource "aws_network_acl_rule" "devices" {
  for_each = {
    web     = { egress = true, from_port = 443, to_port = 443 }
    answers = { egress = false, from_port = 1024, to_port = 65535 }
  }

  network_acl_id = "acl-0123456789abcdef0"
  rule_number    = 100
  egress         = each.value.egress
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value.from_port
  to_port        = each.value.to_port
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_aws_network_acl_rules(aws_network_acl_rule.devices) :
    format("%s: %s %s, from port %v", rule.id, rule.direction, rule.action, rule.from_port)
  ]
}
