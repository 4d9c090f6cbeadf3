# The objects of Cisco Secure Firewall Management Center: FQDN objects for rules by address, and URL objects for rules by name.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    fmc = {
      source = "CiscoDevNet/fmc"
    }
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

resource "fmc_fqdns" "nexthink" {
  items = {
    for host in provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "cisco_fmc_fqdn") :
    replace("nexthink_${host}", ".", "_") => { fqdn = host }
  }
}

resource "fmc_urls" "nexthink" {
  items = {
    for url in provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "cisco_fmc_url") :
    replace("nexthink_${url}", ".", "_") => { url = url }
  }
}
