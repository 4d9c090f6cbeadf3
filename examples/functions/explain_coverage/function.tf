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
    rpc = { transport_protocol = "tcp", from_port = 135, to_port = 60000, addresses = ["10.20.0.0/24"] }
  }
}

output "verdicts" {
  value = {
    for verdict in provider::nexthink::explain_coverage(
      data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, local.rules
    ) : verdict.key => "${verdict.verdict}: ${verdict.message}"
  }
  # {
  #   collector_channel             = "covered: Nexthink collector_channel (Collectors hold their channel to the instance): TCP 443 to acme.data.eu.nexthink.cloud and acme.eu.nexthink.cloud is allowed by these rules; rule: web"
  #   collector_rpc_dynamic_ports   = "missing: Nexthink collector_rpc_dynamic_ports (Windows Collectors make an RPC call to a domain controller on the port that it assigned): TCP 60001-65535 to domain_controller at 10.20.0.10/32 is not allowed by these rules; closest rule: rpc, which lacks ports 60001-65535"
  #   collector_rpc_endpoint_mapper = "covered: Nexthink collector_rpc_endpoint_mapper (Windows Collectors ask the RPC endpoint mapper of a domain controller for a port): TCP 135 to domain_controller is allowed by these rules; rule: rpc"
  # }
}
