# Queries, whose results go to the other bucket.

resource "aws_athena_workgroup" "shop" {
  name          = "shop"
  description   = "Queries of the shop"
  force_destroy = true

  configuration {
    enforce_workgroup_configuration = true
    bytes_scanned_cutoff_per_query  = 10737418240

    result_configuration {
      output_location = "s3://${aws_s3_bucket.results.id}/athena/"
    }
  }

  tags = {
    team = "shop"
  }
}

resource "aws_athena_named_query" "revenue" {
  name        = "revenue"
  description = "Revenue of all orders"
  workgroup   = aws_athena_workgroup.shop.id
  database    = aws_glue_catalog_database.shop.name
  query       = "SELECT month, sum(price) AS revenue FROM orders GROUP BY month"
}

resource "aws_athena_prepared_statement" "of_month" {
  name            = "of_month"
  workgroup       = aws_athena_workgroup.shop.name
  query_statement = "SELECT * FROM shop.orders WHERE month = ?"
}
