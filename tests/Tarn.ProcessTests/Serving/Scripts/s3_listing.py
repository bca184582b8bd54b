"""Listings: pages, prefixes, delimiters, and keys that need care."""
import sys

import boto3

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
bucket = "t-listing"
s3.create_bucket(Bucket=bucket)
keys = [f"p{p}/f{f:03}" for p in range(3) for f in range(25)]
keys += ["top", "odd/größe", "odd/a+b", "odd/a b", "odd/100%", "odd/<x>&\"'", "odd/日本", "odd/tab\there"]
for key in keys:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())

for operation in ("list_objects", "list_objects_v2"):
    pages = s3.get_paginator(operation).paginate(Bucket=bucket, PaginationConfig={"PageSize": 10})
    listed = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
    assert listed == sorted(keys), (operation, listed)

    pages = s3.get_paginator(operation).paginate(
        Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 2})
    pages = list(pages)
    prefixes = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    assert prefixes == ["odd/", "p0/", "p1/", "p2/"], (operation, prefixes)
    assert [entry["Key"] for page in pages for entry in page.get("Contents", [])] == ["top"], operation

    narrow = getattr(s3, operation)(Bucket=bucket, Prefix="p1/f01", MaxKeys=1000)
    assert [entry["Key"] for entry in narrow["Contents"]] == [f"p1/f{f:03}" for f in range(10, 20)], operation
    assert narrow["Contents"][0]["Size"] == 7

after = s3.list_objects_v2(Bucket=bucket, StartAfter="p2/f020")
assert [entry["Key"] for entry in after["Contents"]] == ["p2/f021", "p2/f022", "p2/f023", "p2/f024", "top"], after
assert s3.list_objects_v2(Bucket=bucket, MaxKeys=0)["KeyCount"] == 0
assert "Contents" not in s3.list_objects_v2(Bucket=bucket, Prefix="none/")
for key in keys:
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode(), key
print("done")
