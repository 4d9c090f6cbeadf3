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
  products = ["web_interface"]
}

output "aws_network_firewall" {
  value = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "aws_network_firewall")
  # [".okta.com", ".oktacdn.com", "acme-login.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "oktacdn.com"]
}

output "panos_url_category" {
  value = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "panos_url_category")
  # ["^.okta.com/", "^.oktacdn.com/", "acme-login.eu.nexthink.cloud/", "acme.eu.nexthink.cloud/", "oktacdn.com/"]
}

output "zscaler_url" {
  value = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "zscaler_url")
  # [".okta.com", ".oktacdn.com", "acme-login.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "oktacdn.com"]
}
