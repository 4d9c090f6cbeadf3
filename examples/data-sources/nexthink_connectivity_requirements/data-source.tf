terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# The requirements of the tenant https://acme.eu.nexthink.cloud.
data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
}

output "collector_hosts" {
  value = data.nexthink_connectivity_requirements.acme.requirements["collector_channel"].hosts
  # ["acme.data.eu.nexthink.cloud", "acme.eu.nexthink.cloud"]
}

output "port_rules" {
  value = keys(data.nexthink_connectivity_requirements.acme.port_rules)
  # ["domain_controller_tcp_135", "domain_controller_tcp_49152-65535", "internet_tcp_443"]
}
