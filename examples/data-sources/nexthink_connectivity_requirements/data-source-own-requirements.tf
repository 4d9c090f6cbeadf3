terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# Requirements of your own. They are in addition to those of the catalog.
data "nexthink_connectivity_requirements" "own_requirements" {
  instance             = "acme"
  region               = "eu"
  products             = ["collector", "data_enricher"]
  prefer_secure        = true
  exclude_requirements = ["data_enricher_dns"]

  extra_requirements = {
    web_proxy = {
      purpose               = "Devices reach Nexthink through the proxy."
      destination           = "proxy_server"
      transport_protocol    = "tcp"
      application_protocols = ["http"]
      from_port             = 3128
      to_port               = 3128
      hosts                 = ["proxy.example.com"]
    }
  }
}

output "requirements" {
  value = keys(data.nexthink_connectivity_requirements.own_requirements.requirements)
  # ["collector_channel", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper", "data_enricher_ldaps",
  #  "data_enricher_upload", "web_proxy"]
}

# If devices reach the internet only through that proxy, their firewall needs every rule except those to the internet.
output "device_rules" {
  value = [for key, rule in data.nexthink_connectivity_requirements.own_requirements.port_rules : key if rule.destination != "internet"]
  # ["active_directory_tcp_636", "domain_controller_tcp_135", "domain_controller_tcp_49152-65535", "proxy_server_tcp_3128"]
}

# The hosts that the proxy itself must allow.
output "proxy_hosts" {
  value = distinct(flatten([
    for requirement in data.nexthink_connectivity_requirements.own_requirements.requirements : requirement.hosts if requirement.destination == "internet"
  ]))
  # ["acme.data.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "agora.eu.nexthink.cloud"]
}
