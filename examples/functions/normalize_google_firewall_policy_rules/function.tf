terraform {
  required_providers {
    google   = { source = "hashicorp/google" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

resource "google_compute_network_firewall_policy_rule" "web" {
  firewall_policy = "devices"
  rule_name       = "web"
  direction       = "EGRESS"
  action          = "allow"
  priority        = 1000

  match {
    dest_fqdns = ["acme.eu.nexthink.cloud"]

    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["443"]
    }
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_google_firewall_policy_rules(google_compute_network_firewall_policy_rule.web) :
    format("%d %s: %s %s", rule.priority, rule.id, rule.action, join(",", rule.hosts))
  ]
}
