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

output "acl" {
  value = provider::nexthink::render_squid_acl(data.nexthink_connectivity_requirements.acme.requirements, "nexthink")
}

# The text without its comments.
output "lines" {
  value = [
    for line in split("\n", provider::nexthink::render_squid_acl(data.nexthink_connectivity_requirements.acme.requirements, "nexthink")) :
    line if line != "" && !startswith(line, "#")
  ]
  # [
  #   "acl nexthink_tunnel method CONNECT",
  #   "acl nexthink_tunnel_443 dstdomain -n acme.data.eu.nexthink.cloud",
  #   "acl nexthink_tunnel_443 dstdomain -n acme.eu.nexthink.cloud",
  #   "acl nexthink_tunnel_443_port port 443",
  #   "http_access allow nexthink_tunnel nexthink_tunnel_443_port nexthink_tunnel_443",
  # ]
}
