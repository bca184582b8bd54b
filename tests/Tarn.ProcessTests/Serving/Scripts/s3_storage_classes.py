"""Storage classes: what is archived is listed, and read after a restore only."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket = "t-classes"
s3.create_bucket(Bucket=bucket)
text = b"2024-01-01;1;2;3\n" * 20000


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


for name in ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"):
    s3.put_object(Bucket=bucket, Key=name, Body=text, StorageClass=name)
listed = s3.list_objects_v2(Bucket=bucket)["Contents"]
assert all(entry["StorageClass"] == entry["Key"] and entry["Size"] == len(text) for entry in listed), listed
for name in ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"):
    assert s3.get_object(Bucket=bucket, Key=name)["Body"].read() == text

for name in ("GLACIER", "DEEP_ARCHIVE"):
    named = {"Bucket": bucket, "Key": name}
    head = s3.head_object(**named)
    assert head["StorageClass"] == name and head["ContentLength"] == len(text) and "Restore" not in head, head
    assert code_of(s3.get_object, **named) == "InvalidObjectState"
    assert code_of(s3.copy_object, Bucket=bucket, Key="copy", CopySource=named) == "InvalidObjectState"
    answer = s3.restore_object(RestoreRequest={"Days": 3, "GlacierJobParameters": {"Tier": "Bulk"}}, **named)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202, answer
    for _ in range(200):
        restore = s3.head_object(**named)["Restore"]
        if restore.startswith('ongoing-request="false"'):
            break
        time.sleep(0.05)
    assert "expiry-date=" in restore, restore
    assert s3.get_object(**named)["Body"].read() == text
    again = s3.restore_object(RestoreRequest={"Days": 5}, **named)
    assert again["ResponseMetadata"]["HTTPStatusCode"] == 200, again
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=named)
    assert s3.head_object(Bucket=bucket, Key="copy").get("StorageClass") is None

assert code_of(s3.restore_object, Bucket=bucket, Key="STANDARD", RestoreRequest={"Days": 1}) == "InvalidObjectState"
upload = s3.create_multipart_upload(Bucket=bucket, Key="parts", StorageClass="GLACIER")["UploadId"]
named = {"Bucket": bucket, "Key": "parts", "UploadId": upload}
etag = s3.upload_part(PartNumber=1, Body=text, **named)["ETag"]
s3.complete_multipart_upload(MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": etag}]}, **named)
assert s3.head_object(Bucket=bucket, Key="parts")["StorageClass"] == "GLACIER"
assert code_of(s3.get_object, Bucket=bucket, Key="parts") == "InvalidObjectState"

keys = [{"Key": entry["Key"]} for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]]
s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})
s3.delete_bucket(Bucket=bucket)
print("done")
