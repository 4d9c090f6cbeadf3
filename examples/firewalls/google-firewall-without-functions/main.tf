# The egress rules of a Google VPC for devices that run Nexthink: one rule for each destination and port range. A VPC
# firewall rule matches addresses, not names. Nexthink publishes no IP ranges, so the rule for TCP 443 goes to any address.
# A Google VPC allows all egress by default. The rules have an effect only with a rule that denies other egress, as below.
# The example calls no function of the provider. It requires Terraform 1.0 or OpenTofu 1.6, or later.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "google" {
  project = var.project
}

data "nexthink_connectivity_requirements" "acme" {
  instance = var.instance
  region   = var.region
  products = var.products
}

resource "google_compute_firewall" "nexthink" {
  for_each = data.nexthink_connectivity_requirements.acme.port_rules

  # The name of a firewall must not contain underscores.
  name        = "nexthink-${replace(each.key, "_", "-")}"
  description = "Nexthink: ${upper(each.value.transport_protocol)} ${each.value.port_range} to ${each.value.destination}"
  network     = var.network
  direction   = "EGRESS"
  priority    = 1000

  destination_ranges = var.addresses[each.value.destination]

  allow {
    protocol = each.value.transport_protocol
    ports    = [each.value.port_range]
  }
}

resource "google_compute_firewall" "deny_other_egress" {
  name               = "deny-other-egress"
  description        = "What no other rule allows"
  network            = var.network
  direction          = "EGRESS"
  priority           = 65000
  destination_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }
}
