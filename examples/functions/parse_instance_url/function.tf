terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

output "tenant" {
  value = provider::nexthink::parse_instance_url("https://acme.eu.nexthink.cloud/home")
  # { instance = "acme", kind = "web", region = "eu" }
}
