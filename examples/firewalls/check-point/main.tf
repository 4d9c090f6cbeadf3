# The domain objects of Check Point. They are exact names, so the option FQDN is set: is_sub_domain is false.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    checkpoint = {
      source = "CheckPointSW/checkpoint"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "checkpoint_management_dns_domain" "nexthink" {
  for_each = toset(provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "checkpoint_domain"))

  name          = each.value
  is_sub_domain = false
}
