terraform {
  required_providers {
    azurerm  = { source = "hashicorp/azurerm" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_firewall_policy_rule_collection_group" "devices" {
  name               = "devices"
  firewall_policy_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub"
  priority           = 500

  application_rule_collection {
    name     = "nexthink"
    priority = 100
    action   = "Allow"

    rule {
      name              = "web"
      source_addresses  = ["10.0.0.0/16"]
      destination_fqdns = ["*.nexthink.cloud"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_azure_firewall_rules(azurerm_firewall_policy_rule_collection_group.devices) :
    "${rule.id}: ${rule.action} ${join(",", rule.application_protocols)} ${rule.from_port} to ${join(",", rule.hosts)}"
  ]
}
