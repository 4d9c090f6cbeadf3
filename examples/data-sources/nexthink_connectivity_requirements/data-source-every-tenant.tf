terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# Every tenant of a region, if you have several. The hosts are the narrowest patterns that begin with a wildcard label.
data "nexthink_connectivity_requirements" "every_tenant" {
  instance = "*"
  region   = "pac"
  products = ["collector"]
}

output "patterns" {
  value = data.nexthink_connectivity_requirements.every_tenant.hosts
  # ["*.data.pac.nexthink.cloud", "*.pac.nexthink.cloud"]
}
