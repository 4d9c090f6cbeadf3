# What must a firewall let through so that the tenant https://acme.eu.nexthink.cloud works?
# No credentials and no account are needed. In the provider's repository, make demo runs this.

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

# One line for each connection: who opens it, to whom, and on which port.
output "requirements" {
  value = {
    for key, row in data.nexthink_connectivity_requirements.acme.requirements :
    key => "${coalesce(row.source, "own row")} to ${row.destination}, ${upper(row.transport_protocol)} ${row.port_range}: ${row.purpose}"
  }
}

# For a firewall that knows names.
output "hosts" {
  value = data.nexthink_connectivity_requirements.acme.hosts
}

# For a firewall that knows addresses and ports alone, such as a security group.
output "port_rules" {
  value = {
    for key, rule in data.nexthink_connectivity_requirements.acme.port_rules :
    key => "${upper(rule.transport_protocol)} ${rule.port_range} to ${rule.destination}, for ${join(", ", rule.requirement_keys)}"
  }
}
