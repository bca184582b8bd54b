# What fills the lake: a crawler at night, and after it a job.

resource "aws_glue_crawler" "events" {
  name          = "shop-events"
  description   = "Tables of the shop's files"
  database_name = aws_glue_catalog_database.shop.name
  role          = aws_iam_role.lake.arn
  schedule      = "cron(0 2 * * ? *)"

  s3_target {
    path = "s3://${aws_s3_bucket.events.id}/orders/"
  }

  schema_change_policy {
    update_behavior = "UPDATE_IN_DATABASE"
    delete_behavior = "LOG"
  }

  tags = {
    team = "shop"
  }
}

resource "aws_glue_job" "totals" {
  name              = "totals"
  description       = "Runs the models of that job"
  role_arn          = aws_iam_role.lake.arn
  glue_version      = "4.0"
  worker_type       = "G.1X"
  number_of_workers = 2
  max_retries       = 1
  timeout           = 60

  command {
    script_location = "s3://${aws_s3_bucket.events.id}/scripts/totals.py"
    python_version  = "3"
  }

  default_arguments = {
    "--job-language" = "python"
  }

  execution_property {
    max_concurrent_runs = 1
  }
}

resource "aws_glue_workflow" "nightly" {
  name        = "shop-nightly"
  description = "Crawl, then run"
}

resource "aws_glue_trigger" "nightly" {
  name          = "shop-crawl"
  type          = "SCHEDULED"
  schedule      = "cron(0 2 * * ? *)"
  workflow_name = aws_glue_workflow.nightly.name

  actions {
    crawler_name = aws_glue_crawler.events.name
  }
}

resource "aws_glue_trigger" "after_crawl" {
  name          = "shop-run"
  type          = "CONDITIONAL"
  workflow_name = aws_glue_workflow.nightly.name

  predicate {
    conditions {
      crawler_name = aws_glue_crawler.events.name
      crawl_state  = "SUCCEEDED"
    }
  }

  actions {
    job_name = aws_glue_job.totals.name
  }
}

# The same job once more at noon of working days, and a group for what is to come.

resource "aws_scheduler_schedule_group" "shop" {
  name = "shop"

  tags = {
    team = "shop"
  }
}

resource "aws_scheduler_schedule" "noon" {
  name                         = "shop-noon"
  group_name                   = aws_scheduler_schedule_group.shop.name
  schedule_expression          = "cron(0 12 ? * MON-FRI *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:glue:startJobRun"
    role_arn = aws_iam_role.lake.arn
    input    = jsonencode({ JobName = aws_glue_job.totals.name })
  }
}

# Where people and programs hear of it. Who is subscribed is asked first, and gets nothing before it has confirmed.

resource "aws_sns_topic" "alerts" {
  name         = "shop-alerts"
  display_name = "Shop"

  tags = {
    team = "shop"
  }
}

resource "aws_sns_topic_subscription" "hook" {
  topic_arn            = aws_sns_topic.alerts.arn
  protocol             = "https"
  endpoint             = "https://hooks.example.com/shop"
  raw_message_delivery = true
  filter_policy        = jsonencode({ severity = ["error"] })
}
