terraform {
  required_version = ">= 1.8.0" # OpenTofu 1.7 or later

  required_providers {
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

# fortios_firewall_address, with for_each over addresses, and the member blocks of fortios_firewall_addrgrp
output "fortios" {
  value = provider::nexthink::render_fortios_addresses(data.nexthink_connectivity_requirements.acme.requirements)
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
