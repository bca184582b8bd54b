"""Notifications of buckets: kept, given back, refused, and starting a job when an object is put."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
glue = boto3.client("glue", endpoint_url=sys.argv[1])
bucket = "t-notifications"


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


def function(name, **more):
    arn = "arn:aws:lambda:us-east-1:000000000000:function:" + name
    return {"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"], **more}


s3.create_bucket(Bucket=bucket)
found = s3.get_bucket_notification_configuration(Bucket=bucket)
assert "LambdaFunctionConfigurations" not in found and "EventBridgeConfiguration" not in found, found

queue = {"QueueArn": "arn:aws:sqs:us-east-1:000000000000:q", "Events": ["s3:ObjectCreated:*"]}
for refused in ({"QueueConfigurations": [queue]}, {"LambdaFunctionConfigurations": [function("nobody")]}):
    code = code_of(s3.put_bucket_notification_configuration, Bucket=bucket, NotificationConfiguration=refused)
    assert code == "InvalidArgument", code

rules = [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".json"}]
wanted = function("totals", Id="in", Filter={"Key": {"FilterRules": rules}})
s3.put_bucket_notification_configuration(
    Bucket=bucket,
    NotificationConfiguration={"LambdaFunctionConfigurations": [wanted], "EventBridgeConfiguration": {}})
found = s3.get_bucket_notification_configuration(Bucket=bucket)
assert found["EventBridgeConfiguration"] == {}, found
kept = found["LambdaFunctionConfigurations"][0]
names = [rule["Name"].lower() for rule in kept["Filter"]["Key"]["FilterRules"]]
assert (kept["Id"], kept["LambdaFunctionArn"], names) == ("in", wanted["LambdaFunctionArn"], ["prefix", "suffix"]), kept


def started():
    runs = glue.get_job_runs(JobName="totals")["JobRuns"]
    return [run["JobRunState"] for run in runs if run.get("TriggerName") == "s3_notification"]


before = len(started())
s3.put_object(Bucket=bucket, Key="out/a.json", Body=b"1")
s3.put_object(Bucket=bucket, Key="in/a.json", Body=b"1")
while len(started()) == before or started()[0] != "SUCCEEDED":
    time.sleep(0.1)
assert len(started()) == before + 1, started()

s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
assert "LambdaFunctionConfigurations" not in s3.get_bucket_notification_configuration(Bucket=bucket)
for key in ("in/a.json", "out/a.json"):
    s3.delete_object(Bucket=bucket, Key=key)
s3.delete_bucket(Bucket=bucket)
print("done")
