"""A zone that is to be encrypted: puts of all kinds, its rule, a crawl, queries and their results. The second argument is a secret text."""
import gzip
import io
import json
import sys
import time

import boto3
from boto3.s3.transfer import TransferConfig

endpoint, secret = sys.argv[1], sys.argv[2]
s3, glue, athena, kms = (boto3.client(name, endpoint_url=endpoint) for name in ("s3", "glue", "athena", "kms"))


def algorithm_of(key):
    return s3.head_object(Bucket="raw", Key=key).get("ServerSideEncryption")


def rows_of(sql):
    place = {"OutputLocation": "s3://raw/results/"}
    query = athena.start_query_execution(QueryString=sql, ResultConfiguration=place)["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.05)
    assert execution["Status"]["State"] == "SUCCEEDED", execution
    assert algorithm_of(f"results/{query}.csv") == "AES256"
    rows = athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]
    return [[field.get("VarCharValue") for field in row["Data"]] for row in rows[1:]]


rules = s3.get_bucket_encryption(Bucket="raw")["ServerSideEncryptionConfiguration"]["Rules"]
assert rules[0]["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}, rules

s3.put_object(Bucket="raw", Key="people/a.csv", Body=f"id,name\n1,{secret}\n2,\n")
lines = "".join(json.dumps({"id": number, "name": secret}) + "\n" for number in range(3))
s3.put_object(Bucket="raw", Key="drops/events/day=1/a.json.gz", Body=gzip.compress(lines.encode()))
large = io.BytesIO(secret.encode() * 600000)
s3.upload_fileobj(large, "raw", "large", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
for key in ("people/a.csv", "drops/events/day=1/a.json.gz", "large"):
    assert algorithm_of(key) == "AES256", key

glue.start_crawler(Name="drops")
while glue.get_crawler(Name="drops")["Crawler"]["State"] != "READY":
    time.sleep(0.05)
assert rows_of("SELECT id, name, day FROM raw.events ORDER BY id") == [[str(n), secret, "1"] for n in range(3)]
assert rows_of("SELECT id, name FROM raw.people WHERE id = 1") == [["1", secret]]

key = kms.create_key()["KeyMetadata"]["KeyId"]
rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
s3.put_bucket_encryption(Bucket="raw", ServerSideEncryptionConfiguration={"Rules": [rule]})
s3.put_object(Bucket="raw", Key="people/b.csv", Body=f"id,name\n3,{secret}\n")
assert algorithm_of("people/b.csv") == "aws:kms"
s3.delete_bucket_encryption(Bucket="raw")
assert rows_of("SELECT count(*) FROM raw.people") == [["3"]]
rules = s3.get_bucket_encryption(Bucket="raw")["ServerSideEncryptionConfiguration"]["Rules"]
assert rules[0]["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}, rules
print("done")
