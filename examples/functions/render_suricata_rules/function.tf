terraform {
  required_version = ">= 1.8.0" # OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["data_enricher"]
}

output "rules" {
  value = [
    for line in split("\n", provider::nexthink::render_suricata_rules(
      data.nexthink_connectivity_requirements.acme.requirements,
      { active_directory = ["10.20.0.10"], dns_server = ["10.20.0.53"] },
      1000000
    )) : line if startswith(line, "pass tls") || startswith(line, "pass udp")
  ]
  # [
  #   "pass udp $HOME_NET any -> 10.20.0.53/32 53 (msg:\"Nexthink: data_enricher_dns\"; flow:to_server; sid:1001200; rev:1;)",
  #   "pass udp 10.20.0.53/32 53 -> $HOME_NET any (msg:\"Nexthink: data_enricher_dns\"; flow:to_client; sid:1001201; rev:1;)",
  #   "pass tls $HOME_NET any -> $EXTERNAL_NET 443 (msg:\"Nexthink: data_enricher_upload\"; flow:to_server,established; tls.sni; content:\"agora.eu.nexthink.cloud\"; startswith; endswith; nocase; sid:1001500; rev:1;)",
  # ]
}
