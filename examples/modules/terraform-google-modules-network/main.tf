# terraform-google-modules/network: its submodule for firewall rules accepts the values of the result as they are.

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

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = ["10.20.0.10/32", "10.20.0.11/32"]
  }
}

module "devices" {
  source  = "terraform-google-modules/network/google//modules/firewall-rules"
  version = "~> 18.0"

  project_id   = "acme-devices"
  network_name = "devices"

  egress_rules = values(provider::nexthink::render_google_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations
  ))
}
