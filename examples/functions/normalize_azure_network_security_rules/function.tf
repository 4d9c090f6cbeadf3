terraform {
  required_providers {
    azurerm  = { source = "hashicorp/azurerm" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_network_security_rule" "web" {
  name                        = "web"
  priority                    = 1000
  direction                   = "Outbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  source_address_prefix       = "VirtualNetwork"
  destination_port_range      = "443"
  destination_address_prefix  = "Internet"
  resource_group_name         = "devices"
  network_security_group_name = "devices"
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_azure_network_security_rules(azurerm_network_security_rule.web) :
    format("%d %s: %s %s", rule.priority, rule.id, rule.action, join(",", rule.addresses))
  ]
}
