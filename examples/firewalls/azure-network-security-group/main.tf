# The outbound rules of an Azure network security group from render_azure_network_security_rules. The address of the second
# domain controller is not known until apply.

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

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector", "web_interface"]
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = var.products
}

variable "second_domain_controller" {
  description = "The address of the second domain controller."
  type        = string
  default     = "10.20.0.11"
}

resource "terraform_data" "second_domain_controller" {
  input = var.second_domain_controller
}

locals {
  destinations = {
    internet         = ["Internet"]
    active_directory = ["10.20.0.10/32"]
    dns_server       = ["10.20.0.53/32"]

    domain_controller = {
      first  = "10.20.0.10"
      second = terraform_data.second_domain_controller.output
    }
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
