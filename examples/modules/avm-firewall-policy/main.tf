# The Azure Verified Module for a firewall policy: its submodule for a rule collection group accepts the rules as lists.

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
  rules = provider::nexthink::render_azure_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = ["10.20.0.10", "10.20.0.11"] },
    "10.0.0.0/8" # the devices
  )
}

module "nexthink" {
  source  = "Azure/avm-res-network-firewallpolicy/azurerm//modules/rule_collection_groups"
  version = "~> 0.3"

  firewall_policy_rule_collection_group_name               = "nexthink"
  firewall_policy_rule_collection_group_priority           = 500
  firewall_policy_rule_collection_group_firewall_policy_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub"

  firewall_policy_rule_collection_group_application_rule_collection = [{
    name     = "nexthink-application"
    priority = 500
    action   = "Allow"
    rule     = values(local.rules.application_rules)
  }]

  # Azure Firewall does not accept a collection without rules. If you have no network rules, leave this argument out.
  firewall_policy_rule_collection_group_network_rule_collection = [{
    name     = "nexthink-network"
    priority = 400
    action   = "Allow"
    rule     = values(local.rules.network_rules)
  }]
}
