"""Forms that browsers post: made by boto3 with both kinds of signature, sent as a browser does."""
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

bucket = "t-forms"
s3 = boto3.client("s3", endpoint_url=sys.argv[1])
s3.create_bucket(Bucket=bucket)


def send(form, content, **changed):
    fields = {**form["fields"], **changed}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    parts.append('--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n')
    body = "".join(parts).encode() + content + b"\r\n--b--\r\n"
    request = urllib.request.Request(form["url"], body, {"Content-Type": "multipart/form-data; boundary=b"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().split("<Code>")[1].split("</Code>")[0]


for version in ("s3v4", "s3"):
    signer = boto3.client("s3", endpoint_url=sys.argv[1], config=Config(signature_version=version, s3={"addressing_style": "path"}))
    form = signer.generate_presigned_post(
        bucket, "in/${filename}", Fields={"x-amz-meta-by": version},
        Conditions=[{"x-amz-meta-by": version}, ["content-length-range", 1, 100000]], ExpiresIn=600)
    assert send(form, b"hello" * 1000) == 204
    found = s3.get_object(Bucket=bucket, Key="in/a.txt")
    assert found["Body"].read() == b"hello" * 1000 and found["Metadata"] == {"by": version}, found
    assert send(form, b"x" * 100001) == (400, "EntityTooLarge")
    assert send(form, b"") == (400, "EntityTooSmall")
    assert send(form, b"x", **{"x-amz-meta-by": "other"}) == (403, "AccessDenied")
    assert send(form, b"x", key="out") == (403, "AccessDenied")
    late = signer.generate_presigned_post(bucket, "late", ExpiresIn=-1)
    assert send(late, b"x") == (403, "AccessDenied")
assert [found["Key"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["in/a.txt"]
s3.delete_object(Bucket=bucket, Key="in/a.txt")
s3.delete_bucket(Bucket=bucket)
print("done")
