terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
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
    rpc = { transport_protocol = "tcp", from_port = 135, to_port = 65535, addresses = ["10.20.0.10/31"] }
  }
}

output "excess" {
  value = provider::nexthink::find_excess_rules(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, local.rules
  )[*].message
  # [
  #   "the rule rpc allows more than collector_rpc_dynamic_ports and collector_rpc_endpoint_mapper need: 49016 ports (136-49151) and addresses in 10.20.0.11/32",
  #   "the rule web allows more than collector_channel needs: other names by *.nexthink.cloud",
  # ]
}
