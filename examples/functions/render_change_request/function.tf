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

locals {
  destinations = { domain_controller = { dc1 = "10.20.0.10" } }
  details      = { Ticket = "CHG-1234", Owner = "network team" }
}

# A page that you attach to the ticket: terraform output -raw page > request.html
output "page" {
  value = provider::nexthink::render_change_request(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, local.details, "html"
  )
}

# An issue on GitHub: terraform output -raw issue > request.md
output "issue" {
  value = provider::nexthink::render_change_request(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, local.details, "markdown"
  )
}

output "connections" {
  value = [for line in split("\n", provider::nexthink::render_change_request(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations, local.details, "markdown"
  )) : line if startswith(line, "| No. ") || startswith(line, "| 1 ")]
  # [
  #   "| No. | From | To | Hosts | Port | Protocol | Why |",
  #   "| 1 | collector | internet | `acme.data.eu.nexthink.cloud`<br>`acme.eu.nexthink.cloud` | 443 | TCP | Collectors hold their channel to the instance. |",
  # ]
}
