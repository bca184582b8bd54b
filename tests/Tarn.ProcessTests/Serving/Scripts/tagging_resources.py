"""Tags of everything, in one place."""
import json
import sys
import boto3
from botocore.exceptions import ClientError

endpoint = sys.argv[1]


def client(service, **keys):
    return boto3.client(service, endpoint_url=endpoint, **keys)


tagging, s3, glue, athena = client("resourcegroupstaggingapi"), client("s3"), client("glue"), client("athena")
kms, logs, iam = client("kms"), client("logs"), client("iam")


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def arns(**filters):
    pages = tagging.get_paginator("get_resources").paginate(**filters, PaginationConfig={"PageSize": 2})
    return [one["ResourceARN"] for page in pages for one in page["ResourceTagMappingList"]]


def of_team(*values):
    return arns(TagFilters=[{"Key": "team", "Values": list(values)}])


s3.create_bucket(Bucket="tagged")
glue.create_database(DatabaseInput={"Name": "tagged"})
glue.create_workflow(Name="tagged", Tags={"team": "data"})
athena.create_work_group(Name="tagged", Tags=[{"Key": "team", "Value": "web"}])
key = kms.create_key()["KeyMetadata"]["Arn"]
logs.create_log_group(logGroupName="/tagged")

start = "arn:aws:%s:us-east-1:000000000000:%s"
bucket, database = "arn:aws:s3:::tagged", start % ("glue", "database/tagged")
workflow, group = start % ("glue", "workflow/tagged"), start % ("athena", "workgroup/tagged")
log_group = start % ("logs", "log-group:/tagged")
everything = sorted([bucket, database, workflow, group, key, log_group])

assert of_team() == sorted([workflow, group])
failed = tagging.tag_resources(
    ResourceARNList=[bucket, database, key, log_group, "arn:aws:s3:::nowhere", "arn:aws:sqs:us-east-1:0:q"],
    Tags={"team": "data", "cost": "1"},
)["FailedResourcesMap"]
assert sorted(failed) == ["arn:aws:s3:::nowhere", "arn:aws:sqs:us-east-1:0:q"], failed
assert {one["ErrorCode"] for one in failed.values()} == {"InvalidParameterException"}
assert of_team() == everything, of_team()
assert of_team("web") == [group]
assert arns(TagFilters=[{"Key": "team"}, {"Key": "cost", "Values": ["1", "2"]}]) == sorted(
    [bucket, database, key, log_group]
)
assert arns(ResourceTypeFilters=["glue:database", "s3"], TagFilters=[{"Key": "team"}]) == sorted([bucket, database])
assert arns(ResourceARNList=[group, bucket]) == sorted([bucket, group])
assert {"team", "cost"} <= set(tagging.get_tag_keys()["TagKeys"])
assert tagging.get_tag_values(Key="team")["TagValues"] == ["data", "web"]

# The services say the same.
assert {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket="tagged")["TagSet"]} == {
    "team": "data", "cost": "1"
}
assert glue.get_tags(ResourceArn=database)["Tags"] == {"team": "data", "cost": "1"}
assert logs.list_tags_for_resource(resourceArn=log_group)["tags"] == {"team": "data", "cost": "1"}
assert len(kms.list_resource_tags(KeyId=key)["Tags"]) == 2

assert error(tagging.tag_resources, ResourceARNList=[bucket], Tags={"aws:x": "1"}) == "InvalidParameterException"
assert error(tagging.get_resources, ResourcesPerPage=101) == "InvalidParameterException"
assert error(tagging.get_resources, PaginationToken="?") == "PaginationTokenExpiredException"

# Whoever tags needs the right of the service, too.
iam.create_user(UserName="tagger")
made = iam.create_access_key(UserName="tagger")["AccessKey"]
statements = [
    {"Effect": "Allow", "Action": "tag:*", "Resource": "*"},
    {"Effect": "Allow", "Action": "glue:*", "Resource": "*"},
]
document = json.dumps({"Version": "2012-10-17", "Statement": statements})
iam.put_user_policy(UserName="tagger", PolicyName="tag", PolicyDocument=document)
tagger = client(
    "resourcegroupstaggingapi",
    aws_access_key_id=made["AccessKeyId"],
    aws_secret_access_key=made["SecretAccessKey"],
)
failed = tagger.tag_resources(ResourceARNList=[bucket, database], Tags={"by": "tagger"})["FailedResourcesMap"]
assert {arn: one["ErrorCode"] for arn, one in failed.items()} == {bucket: "AccessDeniedException"}, failed

assert tagging.untag_resources(ResourceARNList=everything, TagKeys=["team", "cost", "by"])["FailedResourcesMap"] == {}
assert of_team() == []
assert error(s3.get_bucket_tagging, Bucket="tagged") == "NoSuchTagSet"

iam.delete_user_policy(UserName="tagger", PolicyName="tag")
iam.delete_access_key(UserName="tagger", AccessKeyId=made["AccessKeyId"])
iam.delete_user(UserName="tagger")
logs.delete_log_group(logGroupName="/tagged")
kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
athena.delete_work_group(WorkGroup="tagged")
glue.delete_workflow(Name="tagged")
glue.delete_database(Name="tagged")
s3.delete_bucket(Bucket="tagged")
print("done")
