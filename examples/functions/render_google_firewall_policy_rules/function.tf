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
  products = ["api"]
}

output "rule" {
  value = provider::nexthink::render_google_firewall_policy_rules(
    data.nexthink_connectivity_requirements.acme.requirements, {}, 1000
  )["internet_tcp_443"]
  # {
  #   action      = "allow"
  #   description = "Nexthink: TCP 443 to internet"
  #   direction   = "EGRESS"
  #   match = {
  #     dest_fqdns     = ["acme-login.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud"]
  #     dest_ip_ranges = null
  #     layer4_configs = [{ ip_protocol = "tcp", ports = ["443"] }]
  #   }
  #   priority         = 1443
  #   requirement_keys = ["api_requests", "api_token"]
  #   rule_name        = "nexthink-internet-tcp-443"
  # }
}
