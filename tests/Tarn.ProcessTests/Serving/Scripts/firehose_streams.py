"""Firehose: a stream is made, described, changed, tagged and deleted; records come out as objects."""
import gzip
import json
import sys
import time
import boto3
from botocore.exceptions import ClientError

firehose = boto3.client("firehose", endpoint_url=sys.argv[1])
s3 = boto3.client("s3", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def objects(prefix, count):
    """The lines of all objects, once there are so many."""
    for _ in range(100):
        keys = [one["Key"] for one in s3.list_objects_v2(Bucket="raw", Prefix=prefix).get("Contents", [])]
        lines = []
        for key in keys:
            body = s3.get_object(Bucket="raw", Key=key)["Body"].read()
            lines += gzip.decompress(body).splitlines()
        if len(lines) >= count:
            return keys, lines
        time.sleep(0.1)
    raise AssertionError(f"{prefix}: {len(lines)} of {count} lines")


destination = {
    "RoleARN": "arn:aws:iam::000000000000:role/firehose",
    "BucketARN": "arn:aws:s3:::raw",
    "Prefix": "events/!{timestamp:yyyy}/!{firehose:random-string}/",
    "ErrorOutputPrefix": "bad/!{firehose:error-output-type}/",
    "CompressionFormat": "GZIP",
    "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
}
arn = firehose.create_delivery_stream(
    DeliveryStreamName="events", ExtendedS3DestinationConfiguration=destination, Tags=[{"Key": "a", "Value": "1"}]
)["DeliveryStreamARN"]
assert arn.endswith(":deliverystream/events"), arn
assert error(
    firehose.create_delivery_stream, DeliveryStreamName="events", S3DestinationConfiguration=destination
) == "ResourceInUseException"
found = firehose.describe_delivery_stream(DeliveryStreamName="events")["DeliveryStreamDescription"]
assert (found["DeliveryStreamStatus"], found["VersionId"]) == ("ACTIVE", "1"), found
extended = found["Destinations"][0]["ExtendedS3DestinationDescription"]
assert {key: extended[key] for key in destination} == destination, extended
assert "events" in firehose.list_delivery_streams(Limit=10000)["DeliveryStreamNames"]

firehose.tag_delivery_stream(DeliveryStreamName="events", Tags=[{"Key": "b", "Value": "2"}])
firehose.untag_delivery_stream(DeliveryStreamName="events", TagKeys=["a"])
assert firehose.list_tags_for_delivery_stream(DeliveryStreamName="events")["Tags"] == [{"Key": "b", "Value": "2"}]

update = {
    "DeliveryStreamName": "events",
    "CurrentDeliveryStreamVersionId": "1",
    "DestinationId": found["Destinations"][0]["DestinationId"],
    "ExtendedS3DestinationUpdate": {"Prefix": "changed/"},
}
firehose.update_destination(**update)
assert error(firehose.update_destination, **update) == "ConcurrentModificationException"
assert firehose.describe_delivery_stream(DeliveryStreamName="events")["DeliveryStreamDescription"]["VersionId"] == "2"

one = firehose.put_record(DeliveryStreamName="events", Record={"Data": b'{"n":0}\n'})
assert one["RecordId"]
batch = firehose.put_record_batch(
    DeliveryStreamName="events", Records=[{"Data": json.dumps({"n": n}).encode() + b"\n"} for n in range(1, 500)]
)
assert batch["FailedPutCount"] == 0 and len({answer["RecordId"] for answer in batch["RequestResponses"]}) == 499
assert error(firehose.put_record, DeliveryStreamName="none", Record={"Data": b""}) == "ResourceNotFoundException"
assert error(
    firehose.put_record_batch, DeliveryStreamName="events", Records=[{"Data": b"x" * 1000000}] * 5
) == "InvalidArgumentException"

# What waits is delivered before a stream goes.
firehose.delete_delivery_stream(DeliveryStreamName="events")
keys, lines = objects("changed/", 500)
assert [json.loads(line)["n"] for line in lines] == list(range(500))
assert all("/events-2-" in key and key.endswith(".gz") for key in keys), keys
assert error(firehose.describe_delivery_stream, DeliveryStreamName="events") == "ResourceNotFoundException"
print("done")
