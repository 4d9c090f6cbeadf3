variable "instance" {
  description = "The tenant's name, the first label of its URL."
  type        = string
  default     = "acme"
}

variable "region" {
  description = "The code of the tenant's Nexthink region."
  type        = string
  default     = "eu"
}

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector"]
}

variable "project" {
  description = "The Google Cloud project of the network."
  type        = string
  default     = "acme-devices"
}

variable "network" {
  description = "The VPC network of the devices."
  type        = string
  default     = "devices"
}

# Your own servers. If a destination that the products need is missing here, Terraform reports an error.
variable "addresses" {
  description = "IPv4 networks by destination. internet is any address, because Nexthink publishes no IP ranges."
  type        = map(set(string))
  default = {
    internet          = ["0.0.0.0/0"]
    domain_controller = ["10.20.0.10/32", "10.20.0.11/32"]
    active_directory  = ["10.20.0.10/32", "10.20.0.11/32"]
    dns_server        = ["10.20.0.53/32"]
    mail_server       = ["10.20.0.25/32"]
  }
}
