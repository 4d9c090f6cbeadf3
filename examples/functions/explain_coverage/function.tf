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

locals {
  rules = {
    web = { transport_protocol = "tcp", from_port = 443, to_port = 443, hosts = ["*.nexthink.cloud"] }
    rpc = { transport_protocol = "tcp", from_port = 135, to_port = 60000, addresses = ["10.20.0.0/24"] }
  }
}

output "verdicts" {
  value = {
    for row in provider::nexthink::explain_coverage(
      data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, local.rules
    ) : row.key => "${row.verdict}: ${row.message}"
  }
  # {
  #   collector_channel             = "covered: TCP 443 to acme.data.eu.nexthink.cloud and acme.eu.nexthink.cloud is let through by web"
  #   collector_rpc_dynamic_ports   = "missing: TCP 60001-65535 to domain_controller 10.20.0.10/32 is no longer let through; nearest rule: rpc"
  #   collector_rpc_endpoint_mapper = "covered: TCP 135 to domain_controller is let through by rpc"
  # }
}
