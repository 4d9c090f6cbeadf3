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

resource "azurerm_network_security_group" "devices" {
  name                = "devices"
  location            = "francecentral"
  resource_group_name = "devices"

  dynamic "security_rule" {
    for_each = provider::nexthink::render_azure_network_security_rules(
      data.nexthink_connectivity_requirements.acme.requirements, { internet = ["Internet"], domain_controller = ["10.20.0.10"] }, 1000
    )
    content {
      name                         = security_rule.value.name
      priority                     = security_rule.value.priority
      direction                    = security_rule.value.direction
      access                       = security_rule.value.access
      protocol                     = security_rule.value.protocol
      source_address_prefix        = security_rule.value.source_address_prefix
      source_port_range            = security_rule.value.source_port_range
      destination_port_ranges      = security_rule.value.destination_port_ranges
      destination_address_prefix   = security_rule.value.destination_address_prefix
      destination_address_prefixes = security_rule.value.destination_address_prefixes
    }
  }

  security_rule {
    name                       = "deny_rest"
    priority                   = 4096
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
  }
}

output "rules" {
  value = distinct([
    for rule in provider::nexthink::normalize_azure_network_security_rules(azurerm_network_security_group.devices) :
    format("%d %s: %s %s", rule.priority, rule.id, rule.action, join(",", rule.addresses))
  ])
}
