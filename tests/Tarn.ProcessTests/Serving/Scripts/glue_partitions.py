"""Partitions: batches that fail in part, conditions, segments, pages."""
import sys
import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])
where = {"DatabaseName": "parts", "TableName": "t"}
storage = {
    "Columns": [{"Name": "id", "Type": "bigint"}],
    "Location": "s3://raw/parts/",
    "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
}


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def partition(year, city):
    location = f"s3://raw/parts/{year}/{city}"
    return {"Values": [str(year), city], "StorageDescriptor": {**storage, "Location": location}}


def values(**arguments):
    found = []
    for page in glue.get_paginator("get_partitions").paginate(**where, **arguments):
        found += [tuple(partition["Values"]) for partition in page["Partitions"]]
    return found


glue.create_database(DatabaseInput={"Name": "parts"})
keys = [{"Name": "year", "Type": "int"}, {"Name": "city", "Type": "string"}]
glue.create_table(DatabaseName="parts", TableInput={"Name": "t", "PartitionKeys": keys, "StorageDescriptor": storage})

glue.create_partition(**where, PartitionInput={**partition(9, "rome"), "Parameters": {"rows": "1"}})
assert error(glue.create_partition, **where, PartitionInput=partition(9, "rome")) == "AlreadyExistsException"
assert error(glue.create_partition, **where, PartitionInput={"Values": ["1"]}) == "InvalidInputException"
inputs = [partition(year, city) for year in (9, 10, 11) for city in ("oslo", "rome")]
errors = glue.batch_create_partition(**where, PartitionInputList=inputs)["Errors"]
assert [problem["PartitionValues"] for problem in errors] == [["9", "rome"]], errors
assert errors[0]["ErrorDetail"]["ErrorCode"] == "AlreadyExistsException"

one = glue.get_partition(**where, PartitionValues=["9", "rome"])["Partition"]
assert one["StorageDescriptor"]["Location"] == "s3://raw/parts/9/rome", one
assert one["Parameters"] == {"rows": "1"} and one["CreationTime"].year >= 2024, one
assert error(glue.get_partition, **where, PartitionValues=["12", "rome"]) == "EntityNotFoundException"

assert len(values()) == 6
assert len(values(PaginationConfig={"PageSize": 4})) == 6
assert values(Expression="year > 9 AND city = 'oslo'") == [("10", "oslo"), ("11", "oslo")]
assert values(Expression="year = '10' and not (city like 'o%')") == [("10", "rome")]
assert values(Expression="year BETWEEN 10 AND 11 AND city IN ('rome')") == [("10", "rome"), ("11", "rome")]
assert values(Expression="city IS NULL") == []
assert error(glue.get_partitions, **where, Expression="price > 1") == "InvalidInputException"
shares = [values(Segment={"SegmentNumber": number, "TotalSegments": 4}) for number in range(4)]
assert sorted(sum(shares, [])) == sorted(values())
assert "Columns" not in glue.get_partitions(**where, ExcludeColumnSchema=True)["Partitions"][0]["StorageDescriptor"]

asked = [{"Values": ["9", "rome"]}, {"Values": ["12", "rome"]}]
assert len(glue.batch_get_partition(**where, PartitionsToGet=asked)["Partitions"]) == 1
glue.update_partition(**where, PartitionValueList=["9", "rome"], PartitionInput={
    **partition(9, "rome"), "Parameters": {"rows": "2"}})
assert glue.get_partition(**where, PartitionValues=["9", "rome"])["Partition"]["Parameters"] == {"rows": "2"}
entries = [{"PartitionValueList": [year, "rome"], "PartitionInput": partition(year, "rome")} for year in ("10", "12")]
errors = glue.batch_update_partition(**where, Entries=entries)["Errors"]
assert [problem["PartitionValueList"] for problem in errors] == [["12", "rome"]], errors
glue.delete_partition(**where, PartitionValues=["9", "oslo"])
errors = glue.batch_delete_partition(**where, PartitionsToDelete=asked)["Errors"]
assert [problem["PartitionValues"] for problem in errors] == [["12", "rome"]], errors
assert len(values()) == 4
assert glue.get_partition_indexes(**where)["PartitionIndexDescriptorList"] == []
glue.delete_database(Name="parts")
print("done")
