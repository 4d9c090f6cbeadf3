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

output "priorities" {
  value = {
    for key, rule in provider::nexthink::render_azure_network_security_rules(
      data.nexthink_connectivity_requirements.acme.requirements,
      { internet = ["Internet"], domain_controller = ["10.20.0.10", "10.20.0.11"] },
      1000
    ) : key => "${rule.priority} ${rule.protocol} ${join(",", rule.destination_port_ranges)}"
  }
  # { domain_controller_tcp = "1006 Tcp 135,49152-65535", internet_tcp_tag = "1002 Tcp 443" }
}
