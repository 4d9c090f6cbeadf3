# A URL list of OCI Network Firewall.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    oci = {
      source = "oracle/oci"
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

variable "network_firewall_policy_id" {
  description = "The policy of the firewall."
  type        = string
  default     = "ocid1.networkfirewallpolicy.oc1..example"
}

resource "oci_network_firewall_network_firewall_policy_url_list" "nexthink" {
  name                       = "nexthink"
  network_firewall_policy_id = var.network_firewall_policy_id

  dynamic "urls" {
    for_each = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "oci_url_list")

    content {
      pattern = urls.value
      type    = "SIMPLE"
    }
  }
}
