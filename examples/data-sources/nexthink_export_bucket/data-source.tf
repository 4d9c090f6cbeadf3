terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# The host of a real export link contains the AWS region, between .s3. and .amazonaws.com.
data "nexthink_export_bucket" "acme" {
  aws_region = "eu-west-3"
}

output "host" {
  value = data.nexthink_export_bucket.acme.host
  # "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
}

# For the policy of an S3 endpoint. A download only needs s3:GetObject on this.
output "objects_arn" {
  value = data.nexthink_export_bucket.acme.objects_arn
  # "arn:aws:s3:::aris-export-eu-west-3-884848470805/*"
}
