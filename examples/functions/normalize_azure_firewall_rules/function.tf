terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass azurerm_firewall_policy_rule_collection_group.devices instead.
locals {
  group = {
    name               = "devices"
    firewall_policy_id = "devices"
    priority           = 500

    application_rule_collection = [{
      name     = "nexthink"
      priority = 100
      action   = "Allow"

      rule = [{
        name              = "web"
        source_addresses  = ["10.0.0.0/16"]
        destination_fqdns = ["*.nexthink.cloud"]
        protocols         = [{ type = "Https", port = 443 }]
      }]
    }]
  }
}

output "rules" {
  value = [
    for rule in provider::nexthink::normalize_azure_firewall_rules(local.group) :
    [rule.id, rule.action, rule.from_port, rule.to_port, rule.application_protocols, rule.hosts, rule.sources]
  ]
  # [["web", "allow", 443, 443, ["https"], ["*.nexthink.cloud"], ["10.0.0.0/16"]]]
}
