# A hard gate for Azure: the plan fails if the rules of the network security group do not allow every requirement. Azure allows the internet
# by default, so the group needs the deny rule. Allow what your devices need besides Nexthink with rules of your own, and add these to merge.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
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
  destinations = {
    internet          = ["Internet"]
    domain_controller = ["10.20.0.10", "10.20.0.11"]
  }
}

resource "azurerm_network_security_group" "devices" {
  name                = "nexthink-devices"
  location            = "francecentral"
  resource_group_name = "devices"
}

resource "azurerm_network_security_rule" "nexthink" {
  for_each = provider::nexthink::render_azure_network_security_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
  )

  name        = each.value.name
  description = each.value.description
  priority    = each.value.priority
  direction   = each.value.direction
  access      = each.value.access
  protocol    = each.value.protocol

  source_address_prefix        = each.value.source_address_prefix
  source_port_range            = each.value.source_port_range
  destination_port_ranges      = each.value.destination_port_ranges
  destination_address_prefix   = each.value.destination_address_prefix
  destination_address_prefixes = each.value.destination_address_prefixes

  resource_group_name         = azurerm_network_security_group.devices.resource_group_name
  network_security_group_name = azurerm_network_security_group.devices.name
}

resource "azurerm_network_security_rule" "deny_rest" {
  name        = "deny-rest"
  description = "Only what a rule allows goes out"
  priority    = 4096
  direction   = "Outbound"
  access      = "Deny"
  protocol    = "*"

  source_address_prefix      = "*"
  source_port_range          = "*"
  destination_port_range     = "*"
  destination_address_prefix = "*"

  resource_group_name         = azurerm_network_security_group.devices.resource_group_name
  network_security_group_name = azurerm_network_security_group.devices.name
}

locals {
  missing = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations,
    provider::nexthink::normalize_azure_network_security_rules(
      merge(azurerm_network_security_rule.nexthink, { deny_rest = azurerm_network_security_rule.deny_rest })
    )
  )
}

output "nexthink_missing" {
  description = "The requirements that the network security group does not allow."
  value       = local.missing

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n", local.missing[*].message)
  }
}
