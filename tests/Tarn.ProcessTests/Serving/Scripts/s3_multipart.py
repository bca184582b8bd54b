"""Uploads in parts: in any order, listed, completed, given up, and what is refused."""
import os
import sys

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket, key = "t-multipart", "deep/large"
s3.create_bucket(Bucket=bucket)
parts = [os.urandom(5 * 1024 * 1024), os.urandom(6 * 1024 * 1024), b"the end"]


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


upload = s3.create_multipart_upload(Bucket=bucket, Key=key, ContentType="text/x", Metadata={"a": "b"})["UploadId"]
named = {"Bucket": bucket, "Key": key, "UploadId": upload}
etags = {}
for number in (3, 1, 2):
    etags[number] = s3.upload_part(PartNumber=number, Body=parts[number - 1], **named)["ETag"]
listed = s3.list_parts(**named)["Parts"]
assert [(part["PartNumber"], part["Size"]) for part in listed] == [(i + 1, len(parts[i])) for i in range(3)], listed
assert [entry["UploadId"] for entry in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == [upload]


def complete(numbers, etags=etags):
    return {"MultipartUpload": {"Parts": [{"PartNumber": n, "ETag": etags[n]} for n in numbers]}, **named}


assert code_of(s3.complete_multipart_upload, **complete([2, 1, 3])) == "InvalidPartOrder"
assert code_of(s3.complete_multipart_upload, **complete([1, 3, 4], {**etags, 4: '"x"'})) in ("EntityTooSmall", "InvalidPart")
assert code_of(s3.complete_multipart_upload, **complete([1], {1: '"other"'})) == "InvalidPart"
assert code_of(s3.head_object, Bucket=bucket, Key=key) == "404"
done = s3.complete_multipart_upload(**complete([1, 2, 3]))
assert done["ETag"].endswith('-3"'), done

got = s3.get_object(Bucket=bucket, Key=key)
assert got["Body"].read() == b"".join(parts)
assert got["Metadata"] == {"a": "b"} and got["ContentType"] == "text/x" and got["ETag"] == done["ETag"]
second = s3.get_object(Bucket=bucket, Key=key, PartNumber=2)
assert second["Body"].read() == parts[1] and second["PartsCount"] == 3
assert code_of(s3.upload_part, PartNumber=1, Body=b"late", **named) == "NoSuchUpload"

given_up = s3.create_multipart_upload(Bucket=bucket, Key="never")["UploadId"]
s3.upload_part_copy(
    Bucket=bucket, Key="never", UploadId=given_up, PartNumber=1, CopySource=f"{bucket}/{key}", CopySourceRange="bytes=0-99")
s3.abort_multipart_upload(Bucket=bucket, Key="never", UploadId=given_up)
assert code_of(s3.list_parts, Bucket=bucket, Key="never", UploadId=given_up) == "NoSuchUpload"
assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)
print("done")
