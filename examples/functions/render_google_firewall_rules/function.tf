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

output "rule" {
  value = provider::nexthink::render_google_firewall_rules(
    data.nexthink_connectivity_requirements.acme.requirements,
    { internet = ["0.0.0.0/0"], domain_controller = ["10.20.0.10", "10.20.0.11"] }
  )["domain_controller_tcp"]
  # {
  #   allow              = [{ ports = ["135", "49152-65535"], protocol = "tcp" }]
  #   description        = "Nexthink: TCP to domain_controller"
  #   destination_ranges = ["10.20.0.10/32", "10.20.0.11/32"]
  #   direction          = "EGRESS"
  #   name               = "nexthink-domain-controller-tcp"
  #   requirement_keys   = ["collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper"]
  # }
}
