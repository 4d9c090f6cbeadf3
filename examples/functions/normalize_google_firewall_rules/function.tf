terraform {
  required_providers {
    google   = { source = "hashicorp/google" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

resource "google_compute_firewall" "devices" {
  name               = "devices"
  network            = "devices"
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = ["0.0.0.0/0"]
  target_tags        = ["device"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_google_firewall_rules(google_compute_firewall.devices) :
    format("%d %s: %s, sources: %s", rule.priority, rule.id, rule.action, join(",", rule.sources))
  ]
}
