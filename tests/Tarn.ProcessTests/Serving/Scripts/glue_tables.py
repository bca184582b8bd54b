"""Databases and tables: what a client says of one is what it gets back."""
import sys
import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


glue.create_database(DatabaseInput={"Name": "Shop", "Description": "sales", "Parameters": {"team": "bi"}})
assert error(glue.create_database, DatabaseInput={"Name": "shop"}) == "AlreadyExistsException"
database = glue.get_database(Name="shop")["Database"]
assert database["Description"] == "sales" and database["Parameters"] == {"team": "bi"}, database
assert database["CreateTime"].year >= 2024 and database["CatalogId"] == "000000000000"
glue.update_database(Name="shop", DatabaseInput={"Name": "shop", "Description": "all sales"})
assert glue.get_database(Name="shop")["Database"]["Description"] == "all sales"
names = []
for page in glue.get_paginator("get_databases").paginate(PaginationConfig={"PageSize": 2}):
    names += [database["Name"] for database in page["DatabaseList"]]
assert names == ["curated", "raw", "shop", "staging"], names
assert error(glue.get_database, Name="none") == "EntityNotFoundException"

orders = {
    "Name": "orders",
    "Description": "as they came",
    "Owner": "ann",
    "Retention": 7,
    "TableType": "EXTERNAL_TABLE",
    "Parameters": {"EXTERNAL": "TRUE", "classification": "csv", "skip.header.line.count": "1"},
    "PartitionKeys": [{"Name": "day", "Type": "date"}],
    "StorageDescriptor": {
        "Columns": [
            {"Name": "id", "Type": "bigint", "Comment": "of the order", "Parameters": {"unit": "none"}},
            {"Name": "price", "Type": "decimal(10,2)"},
        ],
        "Location": "s3://raw/orders",
        "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "Compressed": False,
        "NumberOfBuckets": 4,
        "BucketColumns": ["id"],
        "SortColumns": [{"Column": "id", "SortOrder": 1}],
        "Parameters": {"sizeKey": "1"},
        "StoredAsSubDirectories": False,
        "SerdeInfo": {
            "Name": "mine",
            "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            "Parameters": {"field.delim": ",", "serialization.format": ","},
        },
    },
}
glue.create_table(DatabaseName="shop", TableInput=orders)
assert error(glue.create_table, DatabaseName="shop", TableInput=orders) == "AlreadyExistsException"
assert error(glue.create_table, DatabaseName="none", TableInput=orders) == "EntityNotFoundException"
table = glue.get_table(DatabaseName="SHOP", Name="Orders")["Table"]
for member, value in orders.items():
    assert table[member] == value, (member, table[member])
assert table["DatabaseName"] == "shop" and table["VersionId"] == "1", table

changed = {**orders, "Description": "changed"}
glue.update_table(DatabaseName="shop", TableInput=changed, VersionId="1")
code = error(glue.update_table, DatabaseName="shop", TableInput=orders, VersionId="1")
assert code == "ConcurrentModificationException", code
versions = glue.get_table_versions(DatabaseName="shop", TableName="orders")["TableVersions"]
assert [version["VersionId"] for version in versions] == ["2", "1"], versions
first = glue.get_table_version(DatabaseName="shop", TableName="orders", VersionId="1")["TableVersion"]
assert first["Table"]["Description"] == "as they came"

for number in range(3):
    glue.create_table(DatabaseName="shop", TableInput={**orders, "Name": f"copy_{number}"})
pages = glue.get_paginator("get_tables").paginate(DatabaseName="shop", PaginationConfig={"PageSize": 2})
assert [[table["Name"] for table in page["TableList"]] for page in pages] == [["copy_0", "copy_1"], ["copy_2", "orders"]]
for expression in ["copy*", "copy_.*", "copy_[0-2]"]:
    found = glue.get_tables(DatabaseName="shop", Expression=expression)["TableList"]
    assert len(found) == 3, (expression, found)
found = glue.search_tables(SearchText="changed", Filters=[{"Key": "DatabaseName", "Value": "shop"}])["TableList"]
assert [table["Name"] for table in found] == ["orders"], found

orc = {**orders, "Name": "orc", "StorageDescriptor": {**orders["StorageDescriptor"], "SerdeInfo": {
    "SerializationLibrary": "org.apache.hadoop.hive.ql.io.orc.OrcSerde"}}}
assert error(glue.create_table, DatabaseName="shop", TableInput=orc) == "InvalidInputException"
for arn in ["database/shop", "table/shop/orders"]:
    arn = "arn:aws:glue:us-east-1:000000000000:" + arn
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"a": "1", "b": "2"})
    glue.untag_resource(ResourceArn=arn, TagsToRemove=["a"])
    assert glue.get_tags(ResourceArn=arn)["Tags"] == {"b": "2"}, arn
assert error(glue.get_tags, ResourceArn="arn:aws:s3:::raw") == "InvalidInputException"
errors = glue.batch_delete_table(DatabaseName="shop", TablesToDelete=["copy_0", "none"])["Errors"]
assert [problem["TableName"] for problem in errors] == ["none"], errors
assert errors[0]["ErrorDetail"]["ErrorCode"] == "EntityNotFoundException"
glue.delete_table(DatabaseName="shop", Name="copy_1")
assert error(glue.get_table, DatabaseName="shop", Name="copy_1") == "EntityNotFoundException"
assert error(glue.delete_database, Name="raw") == "InvalidInputException"
glue.delete_database(Name="shop")
assert error(glue.get_database, Name="shop") == "EntityNotFoundException"
print("done")
