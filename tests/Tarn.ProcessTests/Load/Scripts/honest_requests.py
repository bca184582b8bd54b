"""Random keys and contents by boto3, in each way to sign a body: whatever was put comes back."""
import os
import random
import sys
import urllib.request

import boto3
from botocore.config import Config

count, seed = int(sys.argv[1]), int(sys.argv[2])
choose = random.Random(seed)
letters = "abcXYZ019-_.~!*'()/ +%&=?#@:;,$\\^`{}[]<>|\"éü日😀"


def client(version=None, **s3):
    return boto3.client(
        "s3",
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        config=Config(
            signature_version=version, s3={"addressing_style": "path", **s3}, retries={"max_attempts": 1}))


clients = [client(), client(payload_signing_enabled=True), client(payload_signing_enabled=False), client("s3v4")]
requests = 0
while requests < count:
    s3 = choose.choice(clients)
    key = "".join(choose.choice(letters) for _ in range(choose.randint(1, 40))).lstrip("/") or "k"
    body = choose.randbytes(choose.randint(0, 3000))
    way = choose.randint(0, 2)
    if way == 0:
        url = s3.generate_presigned_url("put_object", Params={"Bucket": "raw", "Key": key}, ExpiresIn=60)
        # The default type of urllib would be part of what Version 2 signs.
        headers = {"Content-Type": ""}
        urllib.request.urlopen(urllib.request.Request(url, data=body, method="PUT", headers=headers)).read()
    else:
        s3.put_object(Bucket="raw", Key=key, Body=body, Metadata={"way": str(way)})
    if choose.random() < 0.3:
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "raw", "Key": key}, ExpiresIn=60)
        got = urllib.request.urlopen(url).read()
    else:
        got = s3.get_object(Bucket="raw", Key=key)["Body"].read()
    assert got == body, key
    s3.delete_object(Bucket="raw", Key=key)
    requests += 3
print(requests, "requests answered")
