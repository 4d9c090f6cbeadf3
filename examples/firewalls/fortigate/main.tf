# The address objects of a FortiGate, and a group of them for a firewall policy.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    fortios = {
      source = "fortinetdev/fortios"
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

locals {
  fortios = provider::nexthink::render_fortios_addresses(data.nexthink_connectivity_requirements.acme.requirements)
}

resource "fortios_firewall_address" "nexthink" {
  for_each = local.fortios.addresses

  name = each.value.name
  type = each.value.type
  fqdn = each.value.fqdn
}

resource "fortios_firewall_addrgrp" "nexthink" {
  name = "nexthink"

  dynamic "member" {
    for_each = local.fortios.members

    content {
      name = member.value
    }
  }

  depends_on = [fortios_firewall_address.nexthink]
}
