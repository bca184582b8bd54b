"""Keys that cannot be paths of a file system: markers of directories, empty and dotted segments, objects below objects."""
import sys

import boto3

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket = "t-keys"
s3.create_bucket(Bucket=bucket)
keys = [
    "dir/", "dir/file", "dir//file", "/rooted", "//", "a", "a/b", "a/b/c", "./x", "../../../../etc/tarn", "up/../x",
    ".tarn-incoming/x", ".tarn-keys/=a", "x" * 600, "y/" + "ü" * 300, "per%2Fcent", "\ufffd", "\U0001f600", "nul\x01",
]
for key in keys:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode(), Metadata={"length": str(len(key))})
    s3.put_object_tagging(Bucket=bucket, Key=key, Tagging={"TagSet": [{"Key": "n", "Value": str(len(key))}]})

ordered = sorted(keys, key=lambda key: key.encode())
listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]]
assert listed == ordered, listed
for key in keys:
    found = s3.get_object(Bucket=bucket, Key=key)
    assert found["Body"].read() == key.encode(), key
    assert found["Metadata"] == {"length": str(len(key))}, key
    assert s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"][0]["Value"] == str(len(key)), key

pages = s3.get_paginator("list_objects_v2").paginate(
    Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 3})
prefixes = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
expected = sorted({key[:key.index("/") + 1] for key in keys if "/" in key}, key=lambda key: key.encode())
assert prefixes == expected, prefixes
inside = s3.list_objects_v2(Bucket=bucket, Prefix="dir/", Delimiter="/")
assert [entry["Key"] for entry in inside["Contents"]] == ["dir/", "dir/file"], inside
assert [entry["Prefix"] for entry in inside["CommonPrefixes"]] == ["dir//"], inside

s3.copy_object(Bucket=bucket, Key="copied/", CopySource={"Bucket": bucket, "Key": "a"})
assert s3.get_object(Bucket=bucket, Key="copied/")["Body"].read() == b"a"
for key in ["copied/"] + keys:
    s3.delete_object(Bucket=bucket, Key=key)
assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
s3.delete_bucket(Bucket=bucket)
print("done")
