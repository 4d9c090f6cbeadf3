# Everything goes through a proxy of the company's own, and LDAP without encryption is not wanted.
data "nexthink_connectivity_requirements" "own_rows" {
  instance             = "acme"
  region               = "eu"
  products             = ["collector", "data_enricher"]
  prefer_secure        = true
  exclude_requirements = ["data_enricher_dns"]

  extra_requirements = {
    web_proxy = {
      purpose               = "Devices reach Nexthink through the proxy."
      destination           = "proxy_server"
      transport_protocol    = "tcp"
      application_protocols = ["http"]
      from_port             = 3128
      to_port               = 3128
      hosts                 = ["proxy.example.com"]
    }
  }
}

output "rows" {
  value = keys(data.nexthink_connectivity_requirements.own_rows.requirements)
  # ["collector_channel", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper", "data_enricher_ldaps",
  #  "data_enricher_upload", "web_proxy"]
}
