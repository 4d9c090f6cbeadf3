# The connections that a firewall must allow for the tenant https://acme.eu.nexthink.cloud.
# You need no credentials and no account. In the repository of the provider, make demo runs this.

terraform {
  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
}

# One line for each connection: source, destination and port.
output "requirements" {
  value = {
    for key, requirement in data.nexthink_connectivity_requirements.acme.requirements :
    key => format(
      "%s to %s, %s %s: %s", requirement.source, requirement.destination,
      upper(requirement.transport_protocol), requirement.port_range, requirement.purpose
    )
  }
}

# For a firewall that matches names.
output "hosts" {
  value = data.nexthink_connectivity_requirements.acme.hosts
}

# For a firewall that matches addresses and ports only, such as a security group.
output "port_rules" {
  value = {
    for key, rule in data.nexthink_connectivity_requirements.acme.port_rules :
    key => format(
      "%s %s to %s, for %s", upper(rule.transport_protocol), rule.port_range, rule.destination,
      join(", ", rule.requirement_keys)
    )
  }
}
