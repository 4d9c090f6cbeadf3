# The rules of an Azure Firewall policy: application rules for HTTPS and HTTP, and network rules for other protocols. A network rule
# for names, such as that of a classic Engine, needs the DNS proxy of the policy.

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

variable "firewall_policy_id" {
  description = "The policy of the firewall."
  type        = string
  default     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub"
}

locals {
  devices = ["10.0.0.0/8"]

  rules = provider::nexthink::render_azure_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    {
      domain_controller = ["10.20.0.10", "10.20.0.11"]
      active_directory  = ["10.20.0.10"]
      dns_server        = ["10.20.0.53"]
    },
    local.devices...
  )
}

resource "azurerm_firewall_policy_rule_collection_group" "nexthink" {
  name               = "nexthink"
  firewall_policy_id = var.firewall_policy_id
  priority           = 500

  application_rule_collection {
    name     = "nexthink-application"
    priority = 500
    action   = "Allow"

    dynamic "rule" {
      for_each = local.rules.application_rules

      content {
        name              = rule.value.name
        source_addresses  = rule.value.source_addresses
        destination_fqdns = rule.value.destination_fqdns

        dynamic "protocols" {
          for_each = rule.value.protocols

          content {
            type = protocols.value.type
            port = protocols.value.port
          }
        }
      }
    }
  }

  # Azure Firewall does not accept a collection without rules.
  dynamic "network_rule_collection" {
    for_each = length(local.rules.network_rules) > 0 ? [local.rules.network_rules] : []

    content {
      name     = "nexthink-network"
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
