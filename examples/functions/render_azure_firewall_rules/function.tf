terraform {
  required_version = ">= 1.8.0" # OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

output "rules" {
  value = provider::nexthink::render_azure_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, "10.0.0.0/8"
  )
  # {
  #   application_rules = {
  #     internet_https_443 = {
  #       destination_fqdns = ["acme.data.eu.nexthink.cloud", "acme.eu.nexthink.cloud"]
  #       name              = "nexthink_internet_https_443"
  #       protocols         = [{ port = 443, type = "Https" }]
  #       requirement_keys  = ["collector_channel"]
  #       source_addresses  = ["10.0.0.0/8"]
  #     }
  #   }
  #   network_rules = {
  #     domain_controller_tcp = {
  #       destination_addresses = ["10.20.0.10/32"]
  #       destination_fqdns     = null
  #       destination_ports     = ["135", "49152-65535"]
  #       name                  = "nexthink_domain_controller_tcp"
  #       protocols             = ["TCP"]
  #       requirement_keys      = ["collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper"]
  #       source_addresses      = ["10.0.0.0/8"]
  #     }
  #   }
  # }
}
