data "nexthink_products" "all" {}

output "classic_products" {
  value = [for id, product in data.nexthink_products.all.products : id if product.classic]
  # ["data_enricher", "engine", "finder"]
}
