# Who the crawler and the job are, and where their logs go.

resource "aws_iam_role" "lake" {
  name               = "shop-lake"
  description        = "Fills the lake of the shop"
  assume_role_policy = data.aws_iam_policy_document.glue.json

  tags = {
    team = "shop"
  }
}

data "aws_iam_policy_document" "glue" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "events" {
  name   = "shop-events"
  policy = data.aws_iam_policy_document.events.json
}

data "aws_iam_policy_document" "events" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.events.arn}/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.events.arn]
  }
}

resource "aws_iam_role_policy_attachment" "events" {
  role       = aws_iam_role.lake.name
  policy_arn = aws_iam_policy.events.arn
}

resource "aws_iam_role_policy_attachment" "glue" {
  role       = aws_iam_role.lake.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
}

resource "aws_cloudwatch_log_group" "shop" {
  name              = "/shop/orders"
  retention_in_days = 14

  tags = {
    team = "shop"
  }
}
