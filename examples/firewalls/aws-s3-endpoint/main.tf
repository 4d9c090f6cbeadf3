# Exports without internet access: a gateway endpoint for S3 with a policy that only allows reads from one bucket. The VPC must be
# in the AWS region of the bucket.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "aws" {
  region = "eu-west-3"
}

# The host of a real export link contains the AWS region.
data "nexthink_export_bucket" "acme" {
  aws_region = "eu-west-3"
}

data "nexthink_connectivity_requirements" "export" {
  instance          = "acme"
  region            = "eu"
  products          = ["data_export"]
  export_aws_region = data.nexthink_export_bucket.acme.aws_region
}

variable "vpc_id" {
  description = "The VPC of the devices."
  type        = string
  default     = "vpc-0123456789abcdef0"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = var.vpc_id
  vpc_endpoint_type = "Gateway"
  service_name      = data.nexthink_export_bucket.acme.vpc_endpoint_service_name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = data.nexthink_export_bucket.acme.objects_arn
      Condition = {
        # Trust the name of a bucket only together with the account that owns it.
        StringEquals = { "s3:ResourceAccount" = data.nexthink_export_bucket.acme.account_id }
      }
    }]
  })
}

resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
  vpc_id      = var.vpc_id
}

# The prefix list of the endpoint is not known until apply, so it has a label.
resource "aws_vpc_security_group_egress_rule" "export" {
  for_each = provider::nexthink::render_aws_security_group_rules(
    data.nexthink_connectivity_requirements.export.requirements,
    { internet = { s3 = aws_vpc_endpoint.s3.prefix_list_id } }
  )

  security_group_id            = aws_security_group.devices.id
  description                  = each.value.description
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
}
