terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

output "hosts" {
  value = provider::nexthink::build_instance_hosts("acme", "eu")
  # {
  #   api          = "acme.api.eu.nexthink.cloud"
  #   api_base_url = "https://acme.api.eu.nexthink.cloud"
  #   data         = "acme.data.eu.nexthink.cloud"
  #   login        = "acme-login.eu.nexthink.cloud"
  #   token_url    = "https://acme-login.eu.nexthink.cloud/oauth2/default/v1/token"
  #   web          = "acme.eu.nexthink.cloud"
  # }
}
