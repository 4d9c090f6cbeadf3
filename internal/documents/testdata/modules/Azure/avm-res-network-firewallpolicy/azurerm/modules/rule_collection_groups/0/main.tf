# The variables of the module that this example needs: https://github.com/Azure/terraform-azurerm-avm-res-network-firewallpolicy/blob/0c4a59d2643a39880c9950095056fefce44ff4de/modules/rule_collection_groups/variables.tf

terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

variable "firewall_policy_rule_collection_group_name" {
  type = string
}

variable "firewall_policy_rule_collection_group_priority" {
  type = number
}

variable "firewall_policy_rule_collection_group_firewall_policy_id" {
  type = string
}

variable "firewall_policy_rule_collection_group_application_rule_collection" {
  type = list(object({
    action   = string
    name     = string
    priority = number
    rule = list(object({
      description           = optional(string)
      destination_addresses = optional(list(string), [])
      destination_fqdn_tags = optional(list(string), [])
      destination_fqdns     = optional(list(string), [])
      destination_urls      = optional(list(string), [])
      name                  = string
      source_addresses      = optional(list(string), [])
      source_ip_groups      = optional(list(string), [])
      terminate_tls         = optional(bool)
      web_categories        = optional(list(string), [])
      http_headers          = optional(list(object({ name = string, value = string })))
      protocols             = optional(list(object({ port = number, type = string })))
    }))
  }))
  default = null
}

variable "firewall_policy_rule_collection_group_network_rule_collection" {
  type = list(object({
    action   = string
    name     = string
    priority = number
    rule = list(object({
      description           = optional(string)
      destination_addresses = optional(list(string), [])
      destination_fqdns     = optional(list(string), [])
      destination_ip_groups = optional(list(string), [])
      destination_ports     = list(string)
      name                  = string
      protocols             = list(string)
      source_addresses      = optional(list(string), [])
      source_ip_groups      = optional(list(string), [])
    }))
  }))
  default = null
}

resource "azurerm_firewall_policy_rule_collection_group" "stand_in" {
  name               = var.firewall_policy_rule_collection_group_name
  priority           = var.firewall_policy_rule_collection_group_priority
  firewall_policy_id = var.firewall_policy_rule_collection_group_firewall_policy_id

  dynamic "application_rule_collection" {
    for_each = coalesce(var.firewall_policy_rule_collection_group_application_rule_collection, [])

    content {
      name     = application_rule_collection.value.name
      priority = application_rule_collection.value.priority
      action   = application_rule_collection.value.action

      dynamic "rule" {
        for_each = application_rule_collection.value.rule

        content {
          description           = rule.value.description
          destination_addresses = rule.value.destination_addresses
          destination_fqdn_tags = rule.value.destination_fqdn_tags
          destination_fqdns     = rule.value.destination_fqdns
          destination_urls      = rule.value.destination_urls
          name                  = rule.value.name
          source_addresses      = rule.value.source_addresses
          source_ip_groups      = rule.value.source_ip_groups
          terminate_tls         = rule.value.terminate_tls
          web_categories        = rule.value.web_categories

          dynamic "protocols" {
            for_each = coalesce(rule.value.protocols, [])

            content {
              port = protocols.value.port
              type = protocols.value.type
            }
          }
        }
      }
    }
  }

  dynamic "network_rule_collection" {
    for_each = coalesce(var.firewall_policy_rule_collection_group_network_rule_collection, [])

    content {
      name     = network_rule_collection.value.name
      priority = network_rule_collection.value.priority
      action   = network_rule_collection.value.action

      dynamic "rule" {
        for_each = network_rule_collection.value.rule

        content {
          description           = rule.value.description
          destination_addresses = rule.value.destination_addresses
          destination_fqdns     = rule.value.destination_fqdns
          destination_ip_groups = rule.value.destination_ip_groups
          destination_ports     = rule.value.destination_ports
          name                  = rule.value.name
          protocols             = rule.value.protocols
          source_addresses      = rule.value.source_addresses
          source_ip_groups      = rule.value.source_ip_groups
        }
      }
    }
  }
}
