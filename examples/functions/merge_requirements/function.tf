terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["web_interface"]
}

data "nexthink_connectivity_requirements" "globex" {
  instance = "globex"
  region   = "us"
  products = ["web_interface"]
}

locals {
  requirements = provider::nexthink::merge_requirements(
    data.nexthink_connectivity_requirements.acme.requirements,
    data.nexthink_connectivity_requirements.globex.requirements,
  )
}

output "web_interface_hosts" {
  value = local.requirements["web_interface"].hosts
  # ["acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"]
}

output "azure_firewall" {
  value = provider::nexthink::render_domains(local.requirements, "azure_firewall")
  # ["*.okta.com", "*.oktacdn.com", "acme-login.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "globex-login.us.nexthink.cloud", "globex.us.nexthink.cloud", "oktacdn.com"]
}
