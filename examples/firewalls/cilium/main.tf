# A network policy of Cilium for pods that reach Nexthink. Cilium learns the addresses of the names from the DNS answers, so the
# first rule lets the pods ask the DNS servers of the cluster. The plan needs access to the cluster.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "kubernetes_manifest" "nexthink" {
  manifest = {
    apiVersion = "cilium.io/v2"
    kind       = "CiliumNetworkPolicy"

    metadata = {
      name      = "nexthink"
      namespace = "default"
    }

    spec = {
      endpointSelector = { matchLabels = { app = "nexthink" } }

      egress = [
        {
          toEndpoints = [{ matchLabels = { "k8s:io.kubernetes.pod.namespace" = "kube-system", "k8s-app" = "kube-dns" } }]
          toPorts     = [{ ports = [{ port = "53", protocol = "ANY" }], rules = { dns = [{ matchPattern = "*" }] } }]
        },
        {
          toFQDNs = [for name in provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "cilium_fqdn") : { matchPattern = name }]
          toPorts = [{ ports = [{ port = "443", protocol = "TCP" }] }]
        },
      ]
    }
  }
}
