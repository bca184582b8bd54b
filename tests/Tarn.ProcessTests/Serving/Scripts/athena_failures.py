"""What goes wrong: at once, later, when stopped, and at the cut-off of a workgroup."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

athena = boto3.client("athena", endpoint_url=sys.argv[1])
s3 = boto3.client("s3", endpoint_url=sys.argv[1])


def wait(execution_id):
    while True:
        execution = athena.get_query_execution(QueryExecutionId=execution_id)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.02)


def run(sql, **settings):
    return wait(athena.start_query_execution(QueryString=sql, **settings)["QueryExecutionId"])


def refused(call, code, words):
    try:
        call()
    except ClientError as error:
        assert error.response["Error"]["Code"] == "InvalidRequestException", error.response
        assert error.response.get("AthenaErrorCode") == code, error.response
        assert words in error.response["Error"]["Message"], error.response
    else:
        raise AssertionError(f"not refused: {words}")


refused(lambda: run("SELEC 1"), "MALFORMED_QUERY", "line 1:1")
refused(lambda: run("SELECT 1", WorkGroup="none"), "INVALID_INPUT", "WorkGroup is not found.")
refused(lambda: run("SELECT 1", ResultConfiguration={"OutputLocation": "ftp://x"}), "INVALID_INPUT",
        "outputLocation is not a valid S3 path.")
refused(lambda: athena.get_query_execution(QueryExecutionId="none"), "QUERY_EXECUTION_NOT_FOUND", "was not found")

# Statements that are well formed fail later, with Athena's words.
failed = run("SELECT x FROM none.none")
status = failed["Status"]
assert status["State"] == "FAILED", status
assert status["StateChangeReason"].startswith("SCHEMA_NOT_FOUND: line 1:15: Schema 'none' does not exist"), status
assert status["AthenaError"]["ErrorCategory"] == 2 and status["AthenaError"]["ErrorMessage"], status
refused(lambda: athena.get_query_results(QueryExecutionId=failed["QueryExecutionId"]),
        "INVALID_QUERY_EXECUTION_STATE", "Final query state: FAILED")
status = run("SELECT 1 FROM raw.missing", QueryExecutionContext={"Database": "raw"})["Status"]
assert status["StateChangeReason"].startswith("TABLE_NOT_FOUND: line 1:15: "), status
status = run("SELECT 1,\n  2 FROM missing", QueryExecutionContext={"Database": "raw"})["Status"]
assert status["StateChangeReason"].startswith("TABLE_NOT_FOUND: line 2:10: "), status
status = run("SELECT 1 / 0")["Status"]
assert status["StateChangeReason"].startswith("DIVISION_BY_ZERO"), status
status = run("SELECT 1", ResultConfiguration={"OutputLocation": "s3://no-such-bucket/"})["Status"]
assert status["State"] == "FAILED" and "no-such-bucket" in status["StateChangeReason"], status
refused(lambda: athena.get_query_results(QueryExecutionId=failed["QueryExecutionId"], MaxResults=1001),
        "INVALID_INPUT", "MaxResults is more than maximum allowed length 1000")

# A slow one is stopped.
slow = athena.start_query_execution(
    QueryString="SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a(x), UNNEST(sequence(1, 1000000)) AS b(y)"
                " WHERE (x * y) % 7 = 3")["QueryExecutionId"]
refused(lambda: athena.get_query_results(QueryExecutionId=slow), "INVALID_QUERY_EXECUTION_STATE", "not yet finished")
athena.stop_query_execution(QueryExecutionId=slow)
stopped = wait(slow)
assert stopped["Status"]["State"] == "CANCELLED", stopped["Status"]
assert stopped["Status"]["StateChangeReason"] == "Query cancelled by user", stopped["Status"]

# A workgroup: its place is enforced, and what reads too much is cut off.
s3.create_bucket(Bucket="t-group")
athena.create_work_group(
    Name="careful", Description="reads little", Tags=[{"Key": "team", "Value": "taxi"}],
    Configuration={"EnforceWorkGroupConfiguration": True, "BytesScannedCutoffPerQuery": 10_000_000,
                   "ResultConfiguration": {"OutputLocation": "s3://t-group/results"}})
refused(lambda: athena.create_work_group(Name="careful"), "INVALID_INPUT", "already created")
inside = run("SELECT 1 AS one", WorkGroup="careful", ResultConfiguration={"OutputLocation": "s3://elsewhere/"})
assert inside["Status"]["State"] == "SUCCEEDED", inside["Status"]
assert inside["ResultConfiguration"]["OutputLocation"].startswith("s3://t-group/results/"), inside
made = run("CREATE TABLE raw.much WITH (external_location = 's3://raw/much/') AS"
           " SELECT x, random() AS a, random() AS b FROM UNNEST(sequence(1, 1000000)) AS t(x)")
assert made["Status"]["State"] == "SUCCEEDED", made["Status"]
cut = run("SELECT sum(a), sum(b), sum(x) FROM raw.much", WorkGroup="careful")
assert cut["Status"]["State"] == "CANCELLED", cut["Status"]
assert cut["Status"]["StateChangeReason"] == "Bytes scanned limit was exceeded", cut["Status"]
assert cut["Statistics"]["DataScannedInBytes"] == 10_000_000, cut["Statistics"]
group = athena.get_work_group(WorkGroup="careful")["WorkGroup"]
assert group["State"] == "ENABLED" and group["Description"] == "reads little", group
athena.update_work_group(
    WorkGroup="careful", ConfigurationUpdates={
        "RemoveBytesScannedCutoffPerQuery": True, "ResultConfigurationUpdates": {"RemoveOutputLocation": True}})
configuration = athena.get_work_group(WorkGroup="careful")["WorkGroup"]["Configuration"]
assert "BytesScannedCutoffPerQuery" not in configuration, configuration
assert "OutputLocation" not in configuration["ResultConfiguration"], configuration
assert run("SELECT sum(a) FROM raw.much", WorkGroup="careful")["Status"]["State"] == "SUCCEEDED"
athena.update_work_group(WorkGroup="careful", State="DISABLED")
refused(lambda: run("SELECT 1", WorkGroup="careful"), "INVALID_INPUT", "disabled")
arn = "arn:aws:athena:us-east-1:000000000000:workgroup/careful"
athena.tag_resource(ResourceARN=arn, Tags=[{"Key": "cost", "Value": "low"}])
athena.untag_resource(ResourceARN=arn, TagKeys=["team"])
assert athena.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "cost", "Value": "low"}]
assert [found["Name"] for found in athena.list_work_groups()["WorkGroups"]] == ["careful", "primary"]
refused(lambda: athena.delete_work_group(WorkGroup="careful"), "INVALID_INPUT", "not empty")
athena.delete_work_group(WorkGroup="careful", RecursiveDeleteOption=True)
refused(lambda: athena.get_work_group(WorkGroup="careful"), "INVALID_INPUT", "not found")
refused(lambda: athena.delete_work_group(WorkGroup="primary"), "INVALID_INPUT", "can not be deleted")
print("done")
