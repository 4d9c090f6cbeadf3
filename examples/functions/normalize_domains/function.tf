terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

output "rules" {
  value = provider::nexthink::normalize_domains([".nexthink.cloud"], "squid_dstdomain")
  # [{
  #   action                = "allow"
  #   addresses             = []
  #   application_protocols = []
  #   direction             = "outbound"
  #   from_port             = null
  #   group                 = null
  #   hosts                 = ["*.nexthink.cloud", "nexthink.cloud"]
  #   id                    = ".nexthink.cloud"
  #   priority              = null
  #   sources               = []
  #   to_port               = null
  #   transport_protocol    = "tcp"
  #   unproven              = null
  # }]
}
