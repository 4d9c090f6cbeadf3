terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  fortios = provider::nexthink::render_fortios_addresses(data.nexthink_connectivity_requirements.acme.requirements)
}

output "fortios" {
  value = local.fortios
  # {
  #   addresses = {
  #     "acme.data.eu.nexthink.cloud" = {
  #       fqdn = "acme.data.eu.nexthink.cloud"
  #       name = "nexthink_acme.data.eu.nexthink.cloud"
  #       type = "fqdn"
  #     }
  #     "acme.eu.nexthink.cloud" = {
  #       fqdn = "acme.eu.nexthink.cloud"
  #       name = "nexthink_acme.eu.nexthink.cloud"
  #       type = "fqdn"
  #     }
  #   }
  #   members = ["nexthink_acme.data.eu.nexthink.cloud", "nexthink_acme.eu.nexthink.cloud"]
  # }
}
