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

output "csv" {
  value = split("\n", provider::nexthink::render_change_request(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = { dc1 = "10.20.0.10" } },
    { Ticket = "CHG-1234" },
    "csv"
  ))[0]
  # "Requirement,Product,From,To,Hosts or addresses,Protocol,Port,Speaks,Purpose,Applies,Note,Wildcard,Basis,Source page,Ticket"
}

# A file that can be attached to the ticket: terraform output -raw request > request.md
output "request" {
  value = provider::nexthink::render_change_request(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = { dc1 = "10.20.0.10" } },
    { Ticket = "CHG-1234", Owner = "network team" },
    "markdown"
  )
}
