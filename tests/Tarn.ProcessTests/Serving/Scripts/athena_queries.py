"""Queries: start, poll, fetch page by page, and read the same from the file in S3."""
import csv
import io
import sys
import time

import boto3

athena = boto3.client("athena", endpoint_url=sys.argv[1])
s3 = boto3.client("s3", endpoint_url=sys.argv[1])


def run(sql, **settings):
    started = athena.start_query_execution(QueryString=sql, **settings)
    while True:
        execution = athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.02)


def succeed(sql, **settings):
    execution = run(sql, **settings)
    assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
    return execution


def rows(execution, **page):
    pages = athena.get_paginator("get_query_results").paginate(
        QueryExecutionId=execution["QueryExecutionId"], **page)
    return [[value.get("VarCharValue") for value in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]


# A database, a file, and a table over it, made as people make them.
succeed("CREATE DATABASE IF NOT EXISTS shop")
s3.put_object(Bucket="raw", Key="orders/day=1/a.csv", Body=b"1,first,10.5\n2,,20\n3,third,\n")
created = succeed(
    "CREATE EXTERNAL TABLE orders (id int, name string, price double) PARTITIONED BY (day int)\n"
    "ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://raw/orders/'",
    QueryExecutionContext={"Database": "shop"})
assert created["StatementType"] == "DDL", created
repaired = succeed("MSCK REPAIR TABLE orders", QueryExecutionContext={"Database": "shop"})
assert repaired["ResultConfiguration"]["OutputLocation"].endswith(".txt"), repaired

# Names without a database are those of the context, also behind other words.
execution = succeed(
    "WITH bought AS (SELECT * FROM orders) SELECT b.id, coalesce(o.name, '') AS name, b.price FROM bought b JOIN orders o ON b.id = o.id"
    " ORDER BY 1", QueryExecutionContext={"Database": "shop", "Catalog": "AwsDataCatalog"})
assert rows(execution) == [
    ["id", "name", "price"], ["1", "first", "10.5"], ["2", "", "20.0"], ["3", "third", None]], rows(execution)
assert execution["Statistics"]["DataScannedInBytes"] > 0, execution["Statistics"]
assert execution["EngineVersion"]["EffectiveEngineVersion"] == "Athena engine version 3"
assert execution["Status"]["CompletionDateTime"] >= execution["Status"]["SubmissionDateTime"]

# The file in S3 has the same, with null and the empty text apart.
location = execution["ResultConfiguration"]["OutputLocation"]
bucket, key = location[len("s3://"):].split("/", 1)
body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
assert body == b'"id","name","price"\n"1","first","10.5"\n"2","","20.0"\n"3","third",\n', body
assert s3.head_object(Bucket=bucket, Key=key + ".metadata")["ContentLength"] > 0

# Where the client wants it.
s3.create_bucket(Bucket="t-athena")
wanted = succeed("SELECT 'a \"b\",\nc' AS text, 1 AS one", ResultConfiguration={"OutputLocation": "s3://t-athena/out/"})
assert wanted["ResultConfiguration"]["OutputLocation"] == f"s3://t-athena/out/{wanted['QueryExecutionId']}.csv"
body = s3.get_object(Bucket="t-athena", Key=f"out/{wanted['QueryExecutionId']}.csv")["Body"].read().decode()
assert list(csv.reader(io.StringIO(body))) == [["text", "one"], ['a "b",\nc', "1"]], body
assert rows(wanted) == [["text", "one"], ['a "b",\nc', "1"]], rows(wanted)

# Pages: the header counts on the first one.
numbers = succeed("SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n")
first = athena.get_query_results(QueryExecutionId=numbers["QueryExecutionId"])
assert len(first["ResultSet"]["Rows"]) == 1000 and first["UpdateCount"] == 0
assert first["ResultSet"]["Rows"][999]["Data"][0]["VarCharValue"] == "999"
assert [row[0] for row in rows(numbers)] == ["n"] + [str(n) for n in range(1, 2501)]
assert [row[0] for row in rows(numbers, PaginationConfig={"PageSize": 7})][:9] == ["n"] + [str(n) for n in range(1, 9)]
info = first["ResultSet"]["ResultSetMetadata"]["ColumnInfo"][0]
assert (info["Name"], info["Type"], info["CatalogName"], info["Nullable"]) == ("n", "bigint", "hive", "UNKNOWN"), info

# Parameters are expressions, and what is none is a text.
given = succeed("SELECT ? + 1 AS a, ? AS b, ? AS c, ? AS d", ExecutionParameters=["41", "'it''s'", "new york", "DATE '2026-03-01'"])
assert rows(given)[1] == ["42", "it's", "new york", "2026-03-01"], rows(given)

# What is no query has lines without a header; writing says how many rows.
assert rows(succeed("SHOW TABLES IN shop")) == [["orders"]]
assert rows(succeed("SHOW TABLES", QueryExecutionContext={"Database": "shop"})) == [["orders"]]
described = rows(succeed("DESCRIBE shop.orders"))
assert described[0] == ["id".ljust(20) + "\t" + "int".ljust(20) + "\t" + " " * 20], described
assert rows(succeed("EXPLAIN SELECT 1"))[0] == ["Query Plan"]
made = succeed("CREATE TABLE shop.copies WITH (external_location = 's3://curated/copies/') AS SELECT * FROM orders",
               QueryExecutionContext={"Database": "shop"})
assert athena.get_query_results(QueryExecutionId=made["QueryExecutionId"])["UpdateCount"] == 3
added = succeed("INSERT INTO shop.copies SELECT 4, 'fourth', 1.5, 2")
result = athena.get_query_results(QueryExecutionId=added["QueryExecutionId"])
assert result["UpdateCount"] == 1 and result["ResultSet"]["Rows"] == [], result
assert rows(succeed("SELECT count(*) AS n FROM shop.copies"))[1] == ["4"]

# The same result again, without reading.
reuse = {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 60}}
once = succeed("SELECT sum(price) AS total FROM shop.orders", ResultReuseConfiguration=reuse)
again = succeed("SELECT sum(price) AS total FROM shop.orders", ResultReuseConfiguration=reuse)
assert not once["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"], once["Statistics"]
assert again["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"], again["Statistics"]
assert again["Statistics"]["DataScannedInBytes"] == 0 and rows(again) == rows(once) == [["total"], ["30.5"]]

# A token is one execution.
token = "t" * 32
one = athena.start_query_execution(QueryString="SELECT 1", ClientRequestToken=token)["QueryExecutionId"]
assert athena.start_query_execution(QueryString="SELECT 1", ClientRequestToken=token)["QueryExecutionId"] == one

statistics = athena.get_query_runtime_statistics(QueryExecutionId=numbers["QueryExecutionId"])["QueryRuntimeStatistics"]
assert statistics["Rows"]["OutputRows"] == 2500, statistics
listed = athena.list_query_executions(MaxResults=5)
assert listed["QueryExecutionIds"][0] == one and len(listed["QueryExecutionIds"]) == 5 and listed["NextToken"], listed
batch = athena.batch_get_query_execution(QueryExecutionIds=[one, "none"])
assert [found["QueryExecutionId"] for found in batch["QueryExecutions"]] == [one], batch
assert [unknown["QueryExecutionId"] for unknown in batch["UnprocessedQueryExecutionIds"]] == ["none"], batch
print("done")
