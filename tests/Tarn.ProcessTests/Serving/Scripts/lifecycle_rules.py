"""Lifecycle rules: "set" puts objects and rules, "see" looks at what `tarn storage lifecycle` made of them."""
import sys

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket, past = "t-lifecycle", "2020-01-01T00:00:00Z"


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


def rule(name, where, **actions):
    return {"ID": name, "Status": "Enabled", "Filter": where, **actions}


if sys.argv[2] == "set":
    s3.create_bucket(Bucket=bucket)
    assert code_of(s3.get_bucket_lifecycle_configuration, Bucket=bucket) == "NoSuchLifecycleConfiguration"
    rules = [
        rule("old", {"Prefix": "old/"}, Expiration={"Date": past}),
        rule("marked", {"Tag": {"Key": "keep", "Value": "no"}}, Expiration={"Date": past}),
        rule("cold", {"And": {"Prefix": "cold/", "ObjectSizeGreaterThan": 10}},
             Transitions=[{"Date": past, "StorageClass": "GLACIER"}]),
        rule("cool", {"Prefix": "cool/"}, Transitions=[{"Date": past, "StorageClass": "STANDARD_IA"}]),
        rule("later", {"Prefix": "kept/"}, Expiration={"Days": 3}),
        rule("older", {"Prefix": "kept/"}, NoncurrentVersionTransitions=[{"NoncurrentDays": 1, "StorageClass": "GLACIER"}]),
    ]
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    found = s3.get_bucket_lifecycle_configuration(Bucket=bucket)
    assert [entry["ID"] for entry in found["Rules"]] == [entry["ID"] for entry in rules], found
    assert found["Rules"][2]["Filter"] == rules[2]["Filter"], found
    assert found["Rules"][5]["NoncurrentVersionTransitions"] == rules[5]["NoncurrentVersionTransitions"], found
    bad = {"Rules": [rule("r", {"Prefix": ""}, Expiration={"Days": 0})]}
    assert code_of(s3.put_bucket_lifecycle_configuration, Bucket=bucket, LifecycleConfiguration=bad) == "InvalidArgument"
    for key in ("old/a", "cold/a", "kept/a"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"some content " * 100)
    s3.put_object(Bucket=bucket, Key="cold/small", Body=b"tiny")
    s3.put_object(Bucket=bucket, Key="cool/large", Body=b"x" * 200000)
    s3.put_object(Bucket=bucket, Key="cool/small", Body=b"x")
    s3.put_object(Bucket=bucket, Key="tagged", Body=b"x", Tagging="keep=no")
    assert 'rule-id="later"' in s3.head_object(Bucket=bucket, Key="kept/a")["Expiration"]
else:
    listed = s3.list_objects_v2(Bucket=bucket)["Contents"]
    assert {entry["Key"]: entry["StorageClass"] for entry in listed} == {
        "cold/a": "GLACIER", "cold/small": "STANDARD", "cool/large": "STANDARD_IA", "cool/small": "STANDARD",
        "kept/a": "STANDARD"}, listed
    assert code_of(s3.get_object, Bucket=bucket, Key="cold/a") == "InvalidObjectState"
    s3.delete_bucket_lifecycle(Bucket=bucket)
    assert code_of(s3.get_bucket_lifecycle_configuration, Bucket=bucket) == "NoSuchLifecycleConfiguration"
print("done")
