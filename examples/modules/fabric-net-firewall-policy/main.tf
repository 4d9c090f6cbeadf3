# Cloud Foundation Fabric, net-firewall-policy: the module has its own names for what a rule matches.

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
  source = "github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/net-firewall-policy?ref=v39.0.0"

  name      = "devices"
  parent_id = "acme-devices"
  region    = "global"

  egress_rules = {
    for rule in provider::nexthink::render_google_firewall_policy_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
      ) : rule.rule_name => merge(rule, {
        match = {
          fqdns              = rule.match.dest_fqdns
          destination_ranges = rule.match.dest_ip_ranges
          layer4_configs     = [for config in rule.match.layer4_configs : { protocol = config.ip_protocol, ports = config.ports }]
        }
    })
  }
}
