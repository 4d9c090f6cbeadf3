terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass google_compute_firewall.devices instead.
locals {
  rules = {
    web = {
      network            = "devices"
      direction          = "EGRESS"
      priority           = 1000
      destination_ranges = ["0.0.0.0/0"]
      target_tags        = ["device"]
      allow              = [{ protocol = "tcp", ports = ["443"] }]
    }
    rest = {
      network            = "devices"
      direction          = "EGRESS"
      priority           = 65000
      destination_ranges = ["0.0.0.0/0"]
      deny               = [{ protocol = "all" }]
    }
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_google_firewall_rules(local.rules) :
    [rule.id, rule.action, rule.priority, rule.from_port, rule.to_port, rule.addresses, rule.sources]
  ]
  # [
  #   ["rest", "deny", 65000, null, null, ["0.0.0.0/0"], []],
  #   ["web", "allow", 1000, 443, 443, ["0.0.0.0/0"], ["device"]],
  #   ["always_blocked_smtp", "deny", -1, 25, 25, ["Internet"], []],
  #   ["implied_allow_egress", "allow", 65536, null, null, [], []],
  # ]
}
