# A table over the files of the events' bucket.

resource "aws_glue_catalog_database" "shop" {
  name        = "shop"
  description = "Orders of the shop"
}

resource "aws_glue_catalog_table" "orders" {
  database_name = aws_glue_catalog_database.shop.name
  name          = "orders"
  description   = "One row for each order"
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification = "csv"
  }

  partition_keys {
    name = "month"
    type = "string"
  }

  storage_descriptor {
    location      = "s3://${aws_s3_bucket.events.id}/orders/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    columns {
      name = "id"
      type = "int"
    }

    columns {
      name    = "price"
      type    = "double"
      comment = "In euros"
    }

    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"

      parameters = {
        "field.delim" = ","
      }
    }
  }
}
