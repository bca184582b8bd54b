# A delivery stream: orders come in by Firehose's API and land in the bucket of events, by shop and day.

resource "aws_kinesis_firehose_delivery_stream" "orders" {
  name        = "shop-orders"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn            = aws_iam_role.firehose.arn
    bucket_arn          = aws_s3_bucket.events.arn
    prefix              = "orders/shop=!{partitionKeyFromQuery:shop}/!{timestamp:yyyy/MM/dd}/"
    error_output_prefix = "orders-failed/!{firehose:error-output-type}/"
    buffering_size      = 64
    buffering_interval  = 60
    compression_format  = "GZIP"
    custom_time_zone    = "Europe/Berlin"

    dynamic_partitioning_configuration {
      enabled = true
    }

    processing_configuration {
      enabled = true

      processors {
        type = "MetadataExtraction"

        parameters {
          parameter_name  = "MetadataExtractionQuery"
          parameter_value = "{shop:.shop}"
        }

        parameters {
          parameter_name  = "JsonParsingEngine"
          parameter_value = "JQ-1.6"
        }
      }

      processors {
        type = "AppendDelimiterToRecord"
      }
    }
  }

  tags = {
    team = "shop"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "visits" {
  name        = "shop-visits"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = aws_iam_role.firehose.arn
    bucket_arn = aws_s3_bucket.events.arn
    prefix     = "visits/"
  }

  server_side_encryption {
    enabled = true
  }
}

resource "aws_iam_role" "firehose" {
  name               = "shop-firehose"
  assume_role_policy = data.aws_iam_policy_document.firehose.json
}

data "aws_iam_policy_document" "firehose" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }
  }
}
