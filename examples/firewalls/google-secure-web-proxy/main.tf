# A URL list for Google Cloud's Secure Web Proxy, and the rule that allows its names on port 443.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    google = {
      source = "hashicorp/google"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "google" {
  project = "acme-devices"
}

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector", "web_interface"]
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = var.products
}

resource "google_network_security_url_lists" "nexthink" {
  name     = "nexthink"
  location = "europe-west1"
  values = provider::nexthink::render_domains(
    data.nexthink_connectivity_requirements.acme.requirements, "google_url_list"
  )
}

resource "google_network_security_gateway_security_policy" "devices" {
  name     = "devices"
  location = "europe-west1"
}

resource "google_network_security_gateway_security_policy_rule" "nexthink" {
  name                    = "nexthink"
  location                = "europe-west1"
  gateway_security_policy = google_network_security_gateway_security_policy.devices.name
  enabled                 = true
  priority                = 100
  basic_profile           = "ALLOW"
  session_matcher         = "inUrlList(host(), '${google_network_security_url_lists.nexthink.id}') && destination.port == 443"
}
