terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.70"
    }
  }
}

# The endpoint, the key and the region come from the environment: eval "$(tarn env)".
provider "aws" {
  s3_use_path_style = true
}
