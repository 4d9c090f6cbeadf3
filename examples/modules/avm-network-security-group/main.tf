# The Azure Verified Module for a network security group accepts the result as it is.

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

module "devices" {
  source  = "Azure/avm-res-network-networksecuritygroup/azurerm"
  version = "~> 0.5"

  name                = "nexthink-devices"
  location            = "francecentral"
  resource_group_name = "devices"

  security_rules = provider::nexthink::render_azure_network_security_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["Internet"], domain_controller = ["10.20.0.10", "10.20.0.11"] },
    1000
  )
}
