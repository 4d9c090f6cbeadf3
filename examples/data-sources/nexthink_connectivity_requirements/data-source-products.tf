terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# Some products only, one of them classic. The AWS region of this Nexthink region is not published. Read yours from an export link, and do
# not copy it from here.
data "nexthink_connectivity_requirements" "some_products" {
  instance          = "acme"
  region            = "us"
  products          = ["collector", "data_export", "engine"]
  export_aws_region = "us-east-1"
  engine_count      = 2
}

output "hosts" {
  value = data.nexthink_connectivity_requirements.some_products.hosts
  # ["acme-engine-1.us.nexthink.cloud", "acme-engine-2.us.nexthink.cloud", "acme.data.us.nexthink.cloud",
  #  "acme.us.nexthink.cloud", "aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com"]
}
