# A list of domains of Cloudflare Gateway.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    cloudflare = {
      source = "cloudflare/cloudflare"
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

variable "account_id" {
  description = "The account at Cloudflare."
  type        = string
  default     = "00000000000000000000000000000000"
}

resource "cloudflare_zero_trust_list" "nexthink" {
  account_id = var.account_id
  name       = "Nexthink"
  type       = "DOMAIN"

  items = [
    for name in provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "cloudflare_domain") : { value = name }
  ]
}
