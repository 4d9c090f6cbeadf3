terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_regions" "all" {}

output "host_patterns" {
  value = { for code, region in data.nexthink_regions.all.regions : code => region.host_pattern }
  # { eu = "*.eu.nexthink.cloud", meta = "*.meta.nexthink.cloud", pac = "*.pac.nexthink.cloud", us = "*.us.nexthink.cloud" }
}
