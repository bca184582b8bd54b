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
