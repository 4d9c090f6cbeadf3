terraform {
  required_providers {
    google   = { source = "hashicorp/google" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "google_compute_firewall" "nexthink" {
  for_each = provider::nexthink::render_google_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["0.0.0.0/0"], domain_controller = ["10.20.0.10", "10.20.0.11"] }
  )

  network            = "devices"
  name               = each.value.name
  description        = each.value.description
  direction          = each.value.direction
  destination_ranges = each.value.destination_ranges

  dynamic "allow" {
    for_each = each.value.allow
    content {
      protocol = allow.value.protocol
      ports    = allow.value.ports
    }
  }
}
