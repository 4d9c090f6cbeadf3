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
  value = provider::nexthink::render_aws_security_group_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["0.0.0.0/0"], domain_controller = { dc1 = "10.20.0.10" } }
  )["domain_controller_tcp_135_dc1"]
  # {
  #   cidr_ipv4                    = "10.20.0.10/32"
  #   cidr_ipv6                    = null
  #   description                  = "Nexthink: TCP 135 to domain_controller"
  #   from_port                    = 135
  #   ip_protocol                  = "tcp"
  #   prefix_list_id               = null
  #   referenced_security_group_id = null
  #   requirement_keys             = ["collector_rpc_endpoint_mapper"]
  #   to_port                      = 135
  # }
}
