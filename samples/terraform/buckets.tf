# Events of a shop, and the results of queries.

resource "aws_s3_bucket" "events" {
  bucket        = "shop-events"
  force_destroy = true

  tags = {
    team = "shop"
  }
}

resource "aws_s3_bucket_public_access_block" "events" {
  bucket                  = aws_s3_bucket.events.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "events" {
  bucket = aws_s3_bucket.events.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket" "results" {
  bucket        = "shop-results"
  force_destroy = true
}

resource "aws_s3_object" "january" {
  bucket  = aws_s3_bucket.events.id
  key     = "orders/month=2026-01/orders.csv"
  content = "1,10.5\n2,20\n"
}

# Contracts: each version is kept, encrypted, and nobody removes them for good.

resource "aws_s3_bucket" "contracts" {
  bucket        = "shop-contracts"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "contracts" {
  bucket = aws_s3_bucket.contracts.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "contracts" {
  bucket = aws_s3_bucket.contracts.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shop.arn
    }
  }
}

resource "aws_s3_bucket_policy" "contracts" {
  bucket = aws_s3_bucket.contracts.id
  policy = data.aws_iam_policy_document.contracts.json
}

data "aws_iam_policy_document" "contracts" {
  statement {
    sid       = "KeepSigned"
    effect    = "Deny"
    actions   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
    resources = ["${aws_s3_bucket.contracts.arn}/signed/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_object" "contract" {
  bucket  = aws_s3_bucket.contracts.id
  key     = "drafts/supplier.txt"
  content = "We deliver on Mondays.\n"

  depends_on = [
    aws_s3_bucket_versioning.contracts,
    aws_s3_bucket_server_side_encryption_configuration.contracts,
  ]
}
