"""Honest requests of boto3, as many as asked for, of all the forms it signs: not one is refused for its signature.

The second argument is how many, the third the seed that they are drawn with.
"""
import random
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
config = Config(retries={"max_attempts": 1}, max_pool_connections=1)
s3 = boto3.client("s3", endpoint_url=endpoint, config=config)
old = boto3.client("s3", endpoint_url=endpoint, config=Config(signature_version="s3"))
new = boto3.client("s3", endpoint_url=endpoint, config=Config(signature_version="s3v4"))
glue = boto3.client("glue", endpoint_url=endpoint, config=config)
athena = boto3.client("athena", endpoint_url=endpoint, config=config)
sts = boto3.client("sts", endpoint_url=endpoint, config=config)
bucket = "t-honest"
s3.create_bucket(Bucket=bucket)

ALPHABET = "abcXYZ019 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äßñ中文🙂\u00a0\u2028"
WORDS = ["a", "..", ".", "", "%2F", "%", "+", "=", "~", "?acl", "#x", "a=b&c", "${x}", "x" * 120, "ü", "中"]


def text(length):
    return "".join(draw.choice(ALPHABET) for _ in range(draw.randint(1, length)))


def key():
    return text(40) if draw.random() < 0.5 else "/".join(draw.choice(WORDS) for _ in range(draw.randint(1, 4))) or "k"


def visible(length):
    return "".join(draw.choice(" !#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~") for _ in range(draw.randint(1, length))).strip()


def fetch(url, data=None, method="GET"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, {"Content-Type": ""}, method=method)) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        body = error.read()
        assert error.code == 404, (url, error.code, body)


def head():
    s3.head_object(Bucket=bucket, Key=key())


def get():
    s3.get_object(
        Bucket=bucket, Key=key(), Range=f"bytes={draw.randint(0, 9)}-", ResponseContentDisposition=visible(30),
        ResponseContentType=f"text/{visible(5)}", IfNoneMatch=visible(10))


def put():
    s3.put_object(
        Bucket=bucket, Key=f"kept/{key()}", Body=draw.randbytes(draw.choice([0, 1, 1000, 70000])),
        Metadata={"note": visible(30), "blanks": "a   b"}, Tagging=f"team={draw.randint(1, 9)}",
        ChecksumAlgorithm=draw.choice(["CRC32", "SHA1", "SHA256"]))


def listing():
    s3.list_objects_v2(
        Bucket=bucket, Prefix=text(10), Delimiter=draw.choice(ALPHABET.strip()), StartAfter=text(10),
        MaxKeys=draw.randint(1, 3), EncodingType="url")


def delete():
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "gone/" + visible(30)} for _ in range(3)]})


def tags():
    s3.get_object_tagging(Bucket=bucket, Key=key())


def presigned_get():
    client = draw.choice([old, new])
    fetch(client.generate_presigned_url("get_object", {
        "Bucket": bucket, "Key": "here/" + text(40), "ResponseContentType": "text/" + text(5)}))


def presigned_put():
    client = draw.choice([old, new])
    fetch(client.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "handed/" + text(20)}), b"x", "PUT")


def catalog():
    glue.get_table(DatabaseName="raw", Name=text(20))


def search():
    glue.search_tables(SearchText=text(30))


def execution():
    athena.get_query_execution(QueryExecutionId=visible(30))


def caller():
    sts.get_caller_identity()


FORMS = [head, head, get, put, listing, delete, tags, presigned_get, presigned_put, catalog, search, execution, caller]
# What the lake says to a request that it let in: there is no such thing, or no such thing can be.
ANSWERS = {
    "404", "304", "NoSuchKey", "EntityNotFoundException", "InvalidRequestException", "InvalidInputException",
    "InvalidRange", "416",
}
for number in range(count):
    form = draw.choice(FORMS)
    try:
        form()
    except ClientError as error:
        code = error.response["Error"]["Code"]
        assert code in ANSWERS, (seed, number, form.__name__, error.response)
print("done")
