# The outbound rules of a network security group for devices that run Nexthink: one rule for each destination and
# transport protocol, with all of its ports. A network security group matches addresses and service tags, not names. Nexthink
# publishes no IP ranges, so the rule for TCP 443 goes to the service tag Internet.
# The example calls no function of the provider. It requires Terraform 1.0 or OpenTofu 1.6, or later.

terraform {
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
  instance = var.instance
  region   = var.region
  products = var.products
}

locals {
  # The position here sets the priority of a rule. If you add products, no other priority changes.
  destinations = ["internet", "domain_controller", "active_directory", "dns_server", "mail_server", "proxy_server"]

  # The keys are such as "domain_controller_tcp". The values are the port rules of that destination and transport protocol.
  rules = {
    for rule in values(data.nexthink_connectivity_requirements.acme.port_rules) :
    "${rule.destination}_${rule.transport_protocol}" => rule...
  }
}

resource "azurerm_network_security_group" "devices" {
  name                = "nexthink-devices"
  location            = var.location
  resource_group_name = var.resource_group_name
}

resource "azurerm_network_security_rule" "nexthink" {
  for_each = local.rules

  name        = "nexthink_${each.key}"
  description = "Nexthink: ${upper(each.value[0].transport_protocol)} to ${each.value[0].destination}"
  priority    = 1000 + 2 * index(local.destinations, each.value[0].destination) + (each.value[0].transport_protocol == "tcp" ? 0 : 1)
  direction   = "Outbound"
  access      = "Allow"
  protocol    = title(each.value[0].transport_protocol)

  source_address_prefix   = "*"
  source_port_range       = "*"
  destination_port_ranges = each.value[*].port_range

  # One of the two is null. The internet has a service tag, your own servers have addresses.
  destination_address_prefix   = each.value[0].destination == "internet" ? "Internet" : null
  destination_address_prefixes = each.value[0].destination == "internet" ? null : var.addresses[each.value[0].destination]

  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.devices.name
}
