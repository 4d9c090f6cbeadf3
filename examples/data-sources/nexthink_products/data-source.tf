terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_products" "all" {}

output "collector" {
  value = data.nexthink_products.all.products["collector"].requirement_keys
  # ["collector_channel", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper"]
}

output "classic_products" {
  value = [for id, product in data.nexthink_products.all.products : id if product.classic]
  # ["data_enricher", "engine", "finder"]
}
