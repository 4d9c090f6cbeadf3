# The AWS region stands in the host of a real export link, between .s3. and .amazonaws.com.
data "nexthink_export_bucket" "acme" {
  aws_region = "eu-west-3"
}

output "host" {
  value = data.nexthink_export_bucket.acme.host
  # "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
}

# For the policy of an S3 endpoint: a download needs s3:GetObject on this and no more.
output "objects_arn" {
  value = data.nexthink_export_bucket.acme.objects_arn
  # "arn:aws:s3:::aris-export-eu-west-3-884848470805/*"
}
