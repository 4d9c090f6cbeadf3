terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass google_compute_network_firewall_policy_rule.devices instead.
locals {
  rule = {
    firewall_policy = "devices"
    rule_name       = "web"
    direction       = "EGRESS"
    action          = "allow"
    priority        = 1000

    match = [{
      dest_fqdns     = ["acme.eu.nexthink.cloud"]
      layer4_configs = [{ ip_protocol = "tcp", ports = ["443"] }]
    }]
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_google_firewall_policy_rules(local.rule) :
    [rule.id, rule.action, rule.priority, rule.from_port, rule.to_port, rule.hosts]
  ]
  # [
  #   ["web", "allow", 1000, 443, 443, ["acme.eu.nexthink.cloud"]],
  #   ["always_blocked_smtp", "deny", -1, 25, 25, []],
  #   ["implied_allow_egress", "allow", 2147483648, null, null, []],
  # ]
}
