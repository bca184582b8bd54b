"""Versions of objects: kept, listed in pages, read, copied back, deleted; markers; suspension; a bucket emptied of them."""
import sys

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket = "t-versions"


def failure(call, **arguments):
    try:
        call(Bucket=bucket, **arguments)
    except ClientError as error:
        return error.response
    raise AssertionError(f"{arguments} succeeded")


def code_of(call, **arguments):
    return failure(call, **arguments)["Error"]["Code"]


def put(key, body, **arguments):
    return s3.put_object(Bucket=bucket, Key=key, Body=body, **arguments)["VersionId"]


def read(key, version=None):
    named = {} if version is None else {"VersionId": version}
    return s3.get_object(Bucket=bucket, Key=key, **named)["Body"].read()


def listed(**arguments):
    page = s3.list_object_versions(Bucket=bucket, **arguments)
    return ([(v["Key"], v["VersionId"], v["IsLatest"]) for v in page.get("Versions", [])],
            [(m["Key"], m["VersionId"], m["IsLatest"]) for m in page.get("DeleteMarkers", [])])


s3.create_bucket(Bucket=bucket)
s3.put_object(Bucket=bucket, Key="k", Body=b"before")
assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
assert listed() == ([("k", "null", True)], []), listed()
s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"

one = put("k", b"one", Metadata={"n": "1"}, Tagging="n=1")
two = put("k", b"two", StorageClass="STANDARD_IA")
assert len({one, two, "null"}) == 3
assert (read("k"), read("k", one), read("k", "null")) == (b"two", b"one", b"before")
head = s3.head_object(Bucket=bucket, Key="k", VersionId=one)
assert head["VersionId"] == one and head["Metadata"] == {"n": "1"}, head
assert listed() == ([("k", two, True), ("k", one, False), ("k", "null", False)], []), listed()

s3.put_object_tagging(Bucket=bucket, Key="k", VersionId=one, Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
assert s3.get_object_tagging(Bucket=bucket, Key="k", VersionId=one)["TagSet"] == [{"Key": "a", "Value": "b"}]
assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == []

marker = s3.delete_object(Bucket=bucket, Key="k")
assert marker["DeleteMarker"] is True, marker
assert code_of(s3.get_object, Key="k") == "NoSuchKey"
headers = failure(s3.head_object, Key="k")["ResponseMetadata"]["HTTPHeaders"]
assert headers["x-amz-delete-marker"] == "true" and headers["x-amz-version-id"] == marker["VersionId"], headers
assert code_of(s3.get_object, Key="k", VersionId=marker["VersionId"]) == "MethodNotAllowed"
assert code_of(s3.copy_object, Key="x", CopySource={
    "Bucket": bucket, "Key": "k", "VersionId": marker["VersionId"]}) == "InvalidRequest"
assert code_of(s3.get_object, Key="k", VersionId="0" * 26) == "NoSuchVersion"
assert "Contents" not in s3.list_objects_v2(Bucket=bucket)

# The way back: without the marker the object is there again; an older version is copied over it.
undone = s3.delete_object(Bucket=bucket, Key="k", VersionId=marker["VersionId"])
assert undone["DeleteMarker"] is True and read("k") == b"two", undone
copied = s3.copy_object(Bucket=bucket, Key="k", CopySource={"Bucket": bucket, "Key": "k", "VersionId": one})
assert copied["CopySourceVersionId"] == one and read("k") == b"one", copied
assert s3.head_object(Bucket=bucket, Key="k")["VersionId"] == copied["VersionId"]
s3.delete_object(Bucket=bucket, Key="k", VersionId=copied["VersionId"])
assert read("k") == b"two" and s3.head_object(Bucket=bucket, Key="k")["VersionId"] == two

upload = {"Bucket": bucket, "Key": "m", "UploadId": s3.create_multipart_upload(Bucket=bucket, Key="m")["UploadId"]}
part = s3.upload_part(PartNumber=1, Body=b"part", **upload)["ETag"]
whole = s3.complete_multipart_upload(MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part}]}, **upload)
assert read("m", whole["VersionId"]) == b"part", whole

s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})
assert put("k", b"suspended") == "null" and read("k", "null") == b"suspended"
assert put("k", b"again") == "null" and read("k", two) == b"two"
assert [version for _, version, _ in listed(Prefix="k")[0]] == ["null", two, one], listed()
assert s3.delete_object(Bucket=bucket, Key="k")["VersionId"] == "null"
assert listed(Prefix="k") == ([("k", two, False), ("k", one, False)], [("k", "null", True)]), listed()

s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
for number in range(7):
    for key in ("p/a b", "p/a/x", "p/a/y", "q+ü"):
        put(key, str(number).encode())
pages = list(s3.get_paginator("list_object_versions").paginate(Bucket=bucket, PaginationConfig={"PageSize": 3}))
found = [(v["Key"], v["VersionId"]) for page in pages for v in page.get("Versions", [])]
assert [key for key, _ in found] == ["k"] * 2 + ["m"] + ["p/a b"] * 7 + ["p/a/x"] * 7 + ["p/a/y"] * 7 + ["q+ü"] * 7, found
assert len(set(found)) == len(found) and [read(*version) for version in found[3:10]] == [b"%d" % n for n in range(6, -1, -1)]
tree = list(s3.get_paginator("list_object_versions").paginate(
    Bucket=bucket, Prefix="p/", Delimiter="/", PaginationConfig={"PageSize": 2}))
assert [entry["Prefix"] for page in tree for entry in page.get("CommonPrefixes", [])] == ["p/a/"], tree
assert len([v for page in tree for v in page.get("Versions", [])]) == 7, tree

# As Terraform's force_destroy and many scripts do: objects first, then pages of versions while they are deleted.
assert code_of(s3.delete_bucket) == "BucketNotEmpty"
for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]:
    s3.delete_object(Bucket=bucket, Key=entry["Key"])
assert code_of(s3.delete_bucket) == "BucketNotEmpty"
for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, PaginationConfig={"PageSize": 5}):
    versions = [{"Key": v["Key"], "VersionId": v["VersionId"]}
                for v in page.get("Versions", []) + page.get("DeleteMarkers", [])]
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": versions})
    assert len(deleted["Deleted"]) == len(versions) and "Errors" not in deleted, deleted
    markers = {entry["DeleteMarkerVersionId"] for entry in deleted["Deleted"] if entry.get("DeleteMarker")}
    assert markers == {m["VersionId"] for m in page.get("DeleteMarkers", [])}, deleted
s3.delete_bucket(Bucket=bucket)
assert code_of(s3.head_bucket) == "404"
print("done")
