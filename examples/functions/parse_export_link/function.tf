terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

locals {
  # The link that the firewall blocked, cut at the ?. What follows the ? are credentials.
  link = "https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv"
}

output "export" {
  value = provider::nexthink::parse_export_link(local.link)
  # {
  #   account_id = "884848470805"
  #   aws_region = "eu-west-3"
  #   bucket     = "aris-export-eu-west-3-884848470805"
  #   created_at = null
  #   documented = true
  #   expires_at = null
  #   export_id  = "3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44"
  #   file_name  = "devices.csv"
  #   host       = "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
  # }
}

# The host to allow for this and every other export of the tenant.
data "nexthink_export_bucket" "acme" {
  aws_region = provider::nexthink::parse_export_link(local.link).aws_region
  account_id = provider::nexthink::parse_export_link(local.link).account_id
}

output "host" {
  value = data.nexthink_export_bucket.acme.host
  # "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
}
