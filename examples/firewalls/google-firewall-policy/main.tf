# The rules of a Google network firewall policy, which match exact names. The requirement for the identity service has wildcards.
# It becomes a rule for the addresses of internet.

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

resource "google_compute_network_firewall_policy" "devices" {
  name = "devices"
}

# Without this rule, all egress is allowed. Its priority number is higher than that of every other rule.
resource "google_compute_network_firewall_policy_rule" "deny_other_egress" {
  firewall_policy = google_compute_network_firewall_policy.devices.name
  rule_name       = "deny-other-egress"
  description     = "What no other rule allows"
  priority        = 2147483547
  direction       = "EGRESS"
  action          = "deny"

  match {
    dest_ip_ranges = ["0.0.0.0/0"]

    layer4_configs {
      ip_protocol = "all"
    }
  }
}

resource "google_compute_network_firewall_policy_rule" "nexthink" {
  for_each = provider::nexthink::render_google_firewall_policy_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
  )

  firewall_policy = google_compute_network_firewall_policy.devices.name
  rule_name       = each.value.rule_name
  description     = each.value.description
  priority        = each.value.priority
  direction       = each.value.direction
  action          = each.value.action

  match {
    dest_fqdns     = each.value.match.dest_fqdns
    dest_ip_ranges = each.value.match.dest_ip_ranges

    dynamic "layer4_configs" {
      for_each = each.value.match.layer4_configs

      content {
        ip_protocol = layer4_configs.value.ip_protocol
        ports       = layer4_configs.value.ports
      }
    }
  }
}
