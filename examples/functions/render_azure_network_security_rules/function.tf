terraform {
  required_providers {
    azurerm  = { source = "hashicorp/azurerm" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

provider "azurerm" {
  features {}
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "azurerm_network_security_rule" "nexthink" {
  for_each = provider::nexthink::render_azure_network_security_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["Internet"], domain_controller = ["10.20.0.10", "10.20.0.11"] },
    1000
  )

  resource_group_name          = "devices"
  network_security_group_name  = "devices"
  name                         = each.value.name
  description                  = each.value.description
  priority                     = each.value.priority
  direction                    = each.value.direction
  access                       = each.value.access
  protocol                     = each.value.protocol
  source_address_prefix        = "VirtualNetwork"
  source_port_range            = each.value.source_port_range
  destination_port_ranges      = each.value.destination_port_ranges
  destination_address_prefix   = each.value.destination_address_prefix
  destination_address_prefixes = each.value.destination_address_prefixes
}
