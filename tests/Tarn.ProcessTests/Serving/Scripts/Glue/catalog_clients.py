"""What Spark, Hive and Trino ask of a Glue catalog besides databases, tables and partitions."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


# Spark makes the database default where there is none.
if error(glue.get_database, Name="default") == "EntityNotFoundException":
    glue.create_database(DatabaseInput={"Name": "default"})
assert glue.get_database(Name="default")["Database"]["Name"] == "default"

# A table that a model makes is one that engines take for Delta.
run = glue.start_job_run(JobName="totals")["JobRunId"]
for _ in range(1200):
    if glue.get_job_run(JobName="totals", RunId=run)["JobRun"]["JobRunState"] == "SUCCEEDED":
        break
    time.sleep(0.05)
table = glue.get_table(DatabaseName="curated", Name="totals")["Table"]
assert table["Parameters"]["table_type"] == "DELTA", table
assert table["Parameters"]["spark.sql.sources.provider"] == "delta", table
storage = table["StorageDescriptor"]
assert storage["Location"] == storage["SerdeInfo"]["Parameters"]["path"] == "s3://curated/totals/", table

# Partitions in segments, without columns.
glue.create_table(
    DatabaseName="default",
    TableInput={
        "Name": "days",
        "TableType": "EXTERNAL_TABLE",
        "PartitionKeys": [{"Name": "day", "Type": "int"}],
        "StorageDescriptor": {
            "Columns": [{"Name": "id", "Type": "bigint"}],
            "Location": "s3://raw/days/",
            "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
        },
    },
)
days = [{"Values": [str(day)], "StorageDescriptor": {"Location": f"s3://raw/days/day={day}/"}} for day in range(20)]
assert glue.batch_create_partition(DatabaseName="default", TableName="days", PartitionInputList=days)["Errors"] == []
found = []
for number in range(5):
    segment = {"SegmentNumber": number, "TotalSegments": 5}
    page = glue.get_partitions(
        DatabaseName="default", TableName="days", Segment=segment, ExcludeColumnSchema=True, Expression="day < 15")
    assert all("Columns" not in one["StorageDescriptor"] for one in page["Partitions"]), page
    found += [int(one["Values"][0]) for one in page["Partitions"]]
assert sorted(found) == list(range(15)), found

# Nothing counts different values, so nobody is told how many there are.
columns = {"ColumnNames": ["id"]}
statistics = glue.get_column_statistics_for_table(DatabaseName="default", TableName="days", **columns)
assert statistics["ColumnStatisticsList"] == [] and statistics["Errors"] == [], statistics
part = dict(DatabaseName="default", TableName="days", PartitionValues=["3"], **columns)
assert glue.get_column_statistics_for_partition(**part)["ColumnStatisticsList"] == []
part["PartitionValues"] = ["99"]
assert error(glue.get_column_statistics_for_partition, **part) == "EntityNotFoundException"
assert error(
    glue.get_column_statistics_for_table, DatabaseName="default", TableName="none", **columns
) == "EntityNotFoundException"

# Functions are Java classes, which nothing here runs.
assert glue.get_user_defined_functions(DatabaseName="default", Pattern=".*")["UserDefinedFunctions"] == []
assert glue.get_user_defined_functions(Pattern="*")["UserDefinedFunctions"] == []
named = dict(DatabaseName="default", FunctionName="f")
assert error(glue.get_user_defined_function, **named) == "EntityNotFoundException"
function = {"FunctionName": "f", "ClassName": "a.B", "OwnerName": "me", "OwnerType": "USER"}
assert error(
    glue.create_user_defined_function, DatabaseName="default", FunctionInput=function
) == "InvalidInputException"

# What the account has none of.
assert glue.get_catalog_import_status()["ImportStatus"]["ImportCompleted"] is True
settings = glue.get_data_catalog_encryption_settings()["DataCatalogEncryptionSettings"]
assert settings["EncryptionAtRest"]["CatalogEncryptionMode"] == "DISABLED", settings
assert error(glue.get_resource_policy) == "EntityNotFoundException"
assert glue.get_resource_policies()["GetResourcePoliciesResponseList"] == []
assert glue.get_security_configurations()["SecurityConfigurations"] == []
assert glue.get_connections()["ConnectionList"] == []
assert error(glue.get_connection, Name="vpc") == "EntityNotFoundException"
assert glue.get_classifiers()["Classifiers"] == []
assert error(glue.get_classifier, Name="mine") == "EntityNotFoundException"
glue.delete_database(Name="default")
print("done")
