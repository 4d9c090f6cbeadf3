terraform {
  required_providers {
    google   = { source = "hashicorp/google" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["api"]
}

resource "google_compute_network_firewall_policy_rule" "nexthink" {
  for_each = provider::nexthink::render_google_firewall_policy_rules(
    data.nexthink_connectivity_requirements.acme.requirements, {}, 1000
  )

  firewall_policy = "devices"
  rule_name       = each.value.rule_name
  description     = each.value.description
  priority        = each.value.priority
  direction       = each.value.direction
  action          = each.value.action

  match {
    dest_fqdns     = each.value.match.dest_fqdns
    dest_ip_ranges = each.value.match.dest_ip_ranges

    layer4_configs {
      ip_protocol = each.value.match.layer4_configs[0].ip_protocol
      ports       = each.value.match.layer4_configs[0].ports
    }
  }
}
