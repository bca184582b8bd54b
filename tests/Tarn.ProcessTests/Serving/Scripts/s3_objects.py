"""Objects with all that belongs to them: metadata, tags, ranges, conditions, copies."""
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket = "t-objects"


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


s3.create_bucket(Bucket=bucket)
put = s3.put_object(
    Bucket=bucket,
    Key="a/hello.txt",
    Body=b"hello world",
    ContentType="text/plain",
    CacheControl="max-age=60",
    ContentDisposition="inline",
    Metadata={"owner": "ana", "team": "data"},
    Tagging="kind=greeting&lang=en",
)
assert put["ETag"] == '"5eb63bbbe01eeed093cb22bb8f5acdc3"', put

got = s3.get_object(Bucket=bucket, Key="a/hello.txt")
assert got["Body"].read() == b"hello world"
assert got["ContentType"] == "text/plain" and got["CacheControl"] == "max-age=60", got
assert got["Metadata"] == {"owner": "ana", "team": "data"} and got["TagCount"] == 2, got

for asked, expected in {"bytes=0-4": b"hello", "bytes=6-": b"world", "bytes=-3": b"rld", "bytes=4-400": b"o world"}.items():
    part = s3.get_object(Bucket=bucket, Key="a/hello.txt", Range=asked)
    assert part["Body"].read() == expected and part["ResponseMetadata"]["HTTPStatusCode"] == 206, asked
assert code_of(s3.get_object, Bucket=bucket, Key="a/hello.txt", Range="bytes=11-") == "InvalidRange"

assert s3.get_object(Bucket=bucket, Key="a/hello.txt", IfMatch=put["ETag"])["ContentLength"] == 11
assert code_of(s3.get_object, Bucket=bucket, Key="a/hello.txt", IfMatch='"other"') == "PreconditionFailed"
assert code_of(s3.get_object, Bucket=bucket, Key="a/hello.txt", IfNoneMatch=put["ETag"]) == "304"
assert code_of(s3.get_object, Bucket=bucket, Key="a/hello.txt", IfModifiedSince=got["LastModified"]) == "304"

tags = s3.get_object_tagging(Bucket=bucket, Key="a/hello.txt")["TagSet"]
assert sorted((tag["Key"], tag["Value"]) for tag in tags) == [("kind", "greeting"), ("lang", "en")], tags
s3.put_object_tagging(Bucket=bucket, Key="a/hello.txt", Tagging={"TagSet": [{"Key": "one", "Value": "1"}]})
assert s3.get_object_tagging(Bucket=bucket, Key="a/hello.txt")["TagSet"] == [{"Key": "one", "Value": "1"}]
s3.delete_object_tagging(Bucket=bucket, Key="a/hello.txt")
assert s3.get_object_tagging(Bucket=bucket, Key="a/hello.txt")["TagSet"] == []

source = {"Bucket": bucket, "Key": "a/hello.txt"}
s3.copy_object(Bucket=bucket, Key="b/copy.txt", CopySource=source)
assert s3.head_object(Bucket=bucket, Key="b/copy.txt")["Metadata"] == {"owner": "ana", "team": "data"}
s3.copy_object(
    Bucket=bucket, Key="a/hello.txt", CopySource=source, MetadataDirective="REPLACE", Metadata={"owner": "bo"})
changed = s3.head_object(Bucket=bucket, Key="a/hello.txt")
assert changed["Metadata"] == {"owner": "bo"} and changed["ETag"] == put["ETag"], changed
assert code_of(s3.copy_object, Bucket=bucket, Key="a/hello.txt", CopySource=source) == "InvalidRequest"

checked = s3.put_object(Bucket=bucket, Key="c", Body=b"123456789", ChecksumAlgorithm="CRC32C")
assert checked["ChecksumCRC32C"] == "4waSgw==", checked
assert s3.get_object(Bucket=bucket, Key="c", ChecksumMode="ENABLED")["ChecksumCRC32C"] == "4waSgw=="
assert code_of(s3.put_object, Bucket=bucket, Key="d", Body=b"x", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==") == "BadDigest"
assert code_of(s3.head_object, Bucket=bucket, Key="d") == "404"

deleted = s3.delete_objects(
    Bucket=bucket, Delete={"Objects": [{"Key": key} for key in ("a/hello.txt", "b/copy.txt", "c", "never there")]})
assert len(deleted["Deleted"]) == 4 and "Errors" not in deleted, deleted
s3.delete_bucket(Bucket=bucket)
assert code_of(s3.head_bucket, Bucket=bucket) == "404"

# An empty body is not waited for, and the next request on the connection is understood.
hasty = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(read_timeout=20, retries={"max_attempts": 0}))
for body in (b"", b"some", b"", b"more"):
    hasty.put_object(Bucket="staging", Key="hasty", Body=body)
assert hasty.get_object(Bucket="staging", Key="hasty")["Body"].read() == b"more"
print("done")
