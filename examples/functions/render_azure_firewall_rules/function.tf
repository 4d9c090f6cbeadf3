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

resource "azurerm_firewall_policy_rule_collection_group" "nexthink" {
  name               = "nexthink"
  firewall_policy_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub"
  priority           = 500
  application_rule_collection {
    name     = "nexthink"
    priority = 500
    action   = "Allow"
    dynamic "rule" {
      for_each = provider::nexthink::render_azure_firewall_rules(
        data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, "10.0.0.0/8"
      ).application_rules
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
}
