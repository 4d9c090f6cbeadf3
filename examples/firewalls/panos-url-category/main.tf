# A custom URL category of PAN-OS, for the rules of a Panorama.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    panos = {
      source = "PaloAltoNetworks/panos"
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

resource "panos_custom_url_category" "nexthink" {
  name     = "nexthink"
  type     = "URL List"
  list     = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "panos_url_category")
  location = { shared = {} }
}
