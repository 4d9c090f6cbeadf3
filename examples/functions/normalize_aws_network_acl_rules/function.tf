terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass aws_network_acl_rule.devices instead.
locals {
  rules = {
    web     = { rule_number = 100, egress = true, protocol = "tcp", rule_action = "allow", cidr_block = "0.0.0.0/0", from_port = 443, to_port = 443 }
    answers = { rule_number = 100, egress = false, protocol = "tcp", rule_action = "allow", cidr_block = "0.0.0.0/0", from_port = 1024, to_port = 65535 }
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_aws_network_acl_rules(local.rules) :
    [rule.id, rule.action, rule.direction, rule.from_port, rule.to_port]
  ]
  # [
  #   ["answers", "allow", "inbound", 1024, 65535],
  #   ["web", "allow", "outbound", 443, 443],
  #   ["*", "deny", "outbound", null, null],
  #   ["*", "deny", "inbound", null, null],
  # ]
}
