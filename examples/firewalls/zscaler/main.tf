# A custom URL category of Zscaler Internet Access.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    zia = {
      source = "zscaler/zia"
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

resource "zia_url_categories" "nexthink" {
  super_category  = "USER_DEFINED"
  configured_name = "Nexthink"
  custom_category = true
  type            = "URL_CATEGORY"
  urls            = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "zscaler_url")
}
