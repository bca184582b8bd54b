"""Presigned URLs of both versions, fetched without any AWS library."""
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config


def fetch(url, data=None, method="GET"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, {"Content-Type": ""}, method=method)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


plain = boto3.client("s3", endpoint_url=sys.argv[1])
plain.create_bucket(Bucket="t-presigned")
for version in ("s3", "s3v4"):
    s3 = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(signature_version=version))
    key = f"{version}/a key+1"
    named = {"Bucket": "t-presigned", "Key": key}
    put = s3.generate_presigned_url("put_object", named)
    assert fetch(put, b"signed content", "PUT")[0] == 200, fetch(put, b"signed content", "PUT")
    get = s3.generate_presigned_url("get_object", {**named, "ResponseContentType": "text/csv"})
    assert fetch(get) == (200, b"signed content"), fetch(get)
    assert fetch(get.replace("Expires=", "Expires=1"))[0] in (400, 403)
    assert fetch(get.replace("a%20key", "b%20key"))[0] == 403
    late = s3.generate_presigned_url("get_object", named, ExpiresIn=-5 if version == "s3" else 1)
    if version == "s3":
        assert fetch(late)[0] == 403, fetch(late)
print("done")
