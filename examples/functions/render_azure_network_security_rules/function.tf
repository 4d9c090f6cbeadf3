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

locals {
  destinations = { internet = ["Internet"], domain_controller = ["10.20.0.10", "10.20.0.11"] }
}

resource "azurerm_network_security_group" "devices" {
  name                = "devices"
  location            = "francecentral"
  resource_group_name = "devices"
}

resource "azurerm_network_security_rule" "nexthink" {
  for_each = provider::nexthink::render_azure_network_security_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
  )

  resource_group_name          = azurerm_network_security_group.devices.resource_group_name
  network_security_group_name  = azurerm_network_security_group.devices.name
  name                         = each.value.name
  description                  = each.value.description
  priority                     = each.value.priority
  direction                    = each.value.direction
  access                       = each.value.access
  protocol                     = each.value.protocol
  source_address_prefix        = each.value.source_address_prefix
  source_port_range            = each.value.source_port_range
  destination_port_ranges      = each.value.destination_port_ranges
  destination_address_prefix   = each.value.destination_address_prefix
  destination_address_prefixes = each.value.destination_address_prefixes
}
