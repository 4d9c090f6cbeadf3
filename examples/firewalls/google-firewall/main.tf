# The egress rules of a Google VPC from render_google_firewall_rules. They have an effect only with a rule that denies other egress.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

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
  project = "acme-devices"
}

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector", "web_interface"]
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = var.products
}

locals {
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = ["10.20.0.10", "10.20.0.11"]
    active_directory  = ["10.20.0.10"]
    dns_server        = ["10.20.0.53"]
  }
}

resource "google_compute_firewall" "nexthink" {
  for_each = provider::nexthink::render_google_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations
  )

  name               = each.value.name
  description        = each.value.description
  network            = "devices"
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
