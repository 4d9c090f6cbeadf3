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
  rules = provider::nexthink::render_azure_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, "10.0.0.0/8"
  )
}

resource "azurerm_firewall_policy_rule_collection_group" "nexthink" {
  name               = "nexthink"
  firewall_policy_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub"
  priority           = 500
  application_rule_collection {
    name     = "application"
    priority = 500
    action   = "Allow"
    dynamic "rule" {
      for_each = local.rules.application_rules
      content {
        name              = rule.value.name
        source_addresses  = rule.value.source_addresses
        destination_fqdns = rule.value.destination_fqdns
        protocols {
          type = rule.value.protocols[0].type
          port = rule.value.protocols[0].port
        }
      }
    }
  }
  dynamic "network_rule_collection" {
    for_each = length(local.rules.network_rules) > 0 ? [local.rules.network_rules] : []
    content {
      name     = "network"
      priority = 400
      action   = "Allow"
      dynamic "rule" {
        for_each = network_rule_collection.value
        content {
          name                  = rule.value.name
          protocols             = rule.value.protocols
          source_addresses      = rule.value.source_addresses
          destination_addresses = rule.value.destination_addresses
          destination_fqdns     = rule.value.destination_fqdns
          destination_ports     = rule.value.destination_ports
        }
      }
    }
  }
}
