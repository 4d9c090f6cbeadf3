terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"] # web_interface and telemetry have hosts that other companies use too, such as *.okta.com
}

output "pac" {
  value = provider::nexthink::render_pac(
    data.nexthink_connectivity_requirements.acme.requirements, "DIRECT", "PROXY proxy.example.com:3128"
  )
}

# The file without its comments.
output "lines" {
  value = [
    for line in split("\n", provider::nexthink::render_pac(
      data.nexthink_connectivity_requirements.acme.requirements, "DIRECT", "PROXY proxy.example.com:3128"
    )) : line if line != "" && !startswith(line, "//")
  ]
  # [
  #   "function FindProxyForURL(url, host) {",
  #   "  host = host.toLowerCase();",
  #   "  if (",
  #   "    host === \"acme.data.eu.nexthink.cloud\" ||",
  #   "    host === \"acme.eu.nexthink.cloud\"",
  #   "  ) {",
  #   "    return \"DIRECT\";",
  #   "  }",
  #   "  return \"PROXY proxy.example.com:3128\";",
  #   "}",
  # ]
}
