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

# Rules that you write yourself. For the resources of a cloud, use normalize_*.
locals {
  rules = {
    web = { transport_protocol = "tcp", from_port = 443, to_port = 443, hosts = ["acme.eu.nexthink.cloud"] }
    rpc = { transport_protocol = "tcp", from_port = 135, to_port = 65535, addresses = ["10.20.0.0/24"] }
  }
}

output "missing" {
  value = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, local.rules
  )
  # [{
  #   broad               = false
  #   destination         = "internet"
  #   documentation_urls  = [
  #     "https://docs.nexthink.com/platform/getting-started/planning-your-installation/connectivity-requirements",
  #     "https://docs.nexthink.com/platform/~/changes/Sh4xqs4GDClkDKT9Hvux/getting-started/installing-collector/installing-collector-on-windows/collector-configuration-tool-for-windows",
  #     "https://docs.nexthink.com/Experience/latest/connectivity-requirements",
  #   ]
  #   key                 = "collector_channel"
  #   message             = "Nexthink collector_channel (Collectors hold their channel to the instance): TCP 443 to acme.data.eu.nexthink.cloud is not allowed by these rules; closest rule: web, which lacks acme.data.eu.nexthink.cloud"
  #   missing_addresses   = []
  #   missing_hosts       = ["acme.data.eu.nexthink.cloud"]
  #   missing_port_ranges = ["443"]
  #   nearest_rule_id     = "web"
  #   port_range          = "443"
  #   purpose             = "Collectors hold their channel to the instance."
  #   reason              = "no_rule"
  #   rule_ids            = ["web"]
  #   sources             = []
  #   transport_protocol  = "tcp"
  #   verdict             = "missing"
  # }]
}
