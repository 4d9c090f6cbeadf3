terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass azurerm_network_security_rule.devices instead.
locals {
  rule = {
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
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_azure_network_security_rules(local.rule) :
    [rule.priority, rule.action, rule.from_port, rule.to_port, rule.addresses]
  ]
  # [
  #   [1000, "allow", 443, 443, ["Internet"]],
  #   [65000, "allow", null, null, ["VirtualNetwork"]],
  #   [65001, "allow", null, null, ["Internet"]],
  #   [65500, "deny", null, null, []],
  # ]
}
