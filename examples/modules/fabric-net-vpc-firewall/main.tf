# Cloud Foundation Fabric, net-vpc-firewall: say deny = false for each rule. Without it, each rule denies.

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
  source = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/net-vpc-firewall?ref=v39.0.0"

  project_id = "acme-devices"
  network    = "devices"

  egress_rules = {
    for rule in provider::nexthink::render_google_firewall_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations
    ) : rule.name => merge(rule, { deny = false, rules = rule.allow })
  }
}
