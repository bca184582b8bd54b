"""Saved queries, and browsing of databases and tables."""
import sys

import boto3
from botocore.exceptions import ClientError

athena = boto3.client("athena", endpoint_url=sys.argv[1])

saved = athena.create_named_query(
    Name="ones", Database="raw", QueryString="SELECT 1", Description="a one")["NamedQueryId"]
query = athena.get_named_query(NamedQueryId=saved)["NamedQuery"]
assert (query["Name"], query["QueryString"], query["WorkGroup"]) == ("ones", "SELECT 1", "primary"), query
athena.update_named_query(NamedQueryId=saved, Name="twos", QueryString="SELECT 2")
batch = athena.batch_get_named_query(NamedQueryIds=[saved, "none"])
assert [found["QueryString"] for found in batch["NamedQueries"]] == ["SELECT 2"], batch
assert [unknown["NamedQueryId"] for unknown in batch["UnprocessedNamedQueryIds"]] == ["none"], batch
assert saved in athena.list_named_queries()["NamedQueryIds"]
athena.delete_named_query(NamedQueryId=saved)
try:
    athena.get_named_query(NamedQueryId=saved)
    raise AssertionError("still there")
except ClientError as error:
    assert "does not exist" in error.response["Error"]["Message"], error.response

# A file of the lake is a saved query too; it is changed there.
(listed,) = athena.list_named_queries()["NamedQueryIds"]
query = athena.get_named_query(NamedQueryId=listed)["NamedQuery"]
assert query["Name"] == "answer" and "42" in query["QueryString"], query
try:
    athena.delete_named_query(NamedQueryId=listed)
    raise AssertionError("deleted")
except ClientError as error:
    assert "file" in error.response["Error"]["Message"], error.response

assert [found["CatalogName"] for found in athena.list_data_catalogs()["DataCatalogsSummary"]] == ["AwsDataCatalog"]
assert athena.get_data_catalog(Name="AwsDataCatalog")["DataCatalog"]["Type"] == "GLUE"
databases = athena.list_databases(CatalogName="AwsDataCatalog")["DatabaseList"]
assert [database["Name"] for database in databases if database["Name"] != "shop"] == ["curated", "raw", "staging"]
assert athena.get_database(CatalogName="AwsDataCatalog", DatabaseName="raw")["Database"]["Name"] == "raw"

started = athena.start_query_execution(
    QueryString="CREATE EXTERNAL TABLE raw.rides (id int COMMENT 'which', fare decimal(8,2)) PARTITIONED BY (day string)"
                " STORED AS PARQUET LOCATION 's3://raw/rides/'")["QueryExecutionId"]
while athena.get_query_execution(QueryExecutionId=started)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
    pass
table = athena.get_table_metadata(
    CatalogName="AwsDataCatalog", DatabaseName="raw", TableName="rides")["TableMetadata"]
assert table["Columns"] == [
    {"Name": "id", "Type": "int", "Comment": "which"}, {"Name": "fare", "Type": "decimal(8,2)"}], table
assert [key["Name"] for key in table["PartitionKeys"]] == ["day"] and table["TableType"] == "EXTERNAL_TABLE", table
tables = athena.list_table_metadata(CatalogName="AwsDataCatalog", DatabaseName="raw", Expression="rid.*")
assert [found["Name"] for found in tables["TableMetadataList"]] == ["rides"], tables
try:
    athena.get_table_metadata(CatalogName="AwsDataCatalog", DatabaseName="raw", TableName="none")
    raise AssertionError("there")
except ClientError as error:
    assert error.response["Error"]["Code"] == "MetadataException", error.response
print("done")
