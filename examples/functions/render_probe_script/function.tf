terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

output "script" {
  value = provider::nexthink::render_probe_script(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, "powershell"
  )
}

# The calls in the script for a POSIX shell.
output "calls" {
  value = [
    for line in split("\n", provider::nexthink::render_probe_script(
      data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, "sh"
    )) : line if startswith(line, "probe_web '") || startswith(line, "probe_tcp '")
  ]
  # [
  #   "probe_web 'collector_channel' 'https' 'acme.data.eu.nexthink.cloud' 443",
  #   "probe_web 'collector_channel' 'https' 'acme.eu.nexthink.cloud' 443",
  #   "probe_tcp 'collector_rpc_endpoint_mapper' '10.20.0.10' 135",
  # ]
}
