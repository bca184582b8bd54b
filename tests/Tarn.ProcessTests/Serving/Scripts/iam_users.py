"""Users: their keys may do what their policies and those of buckets say, and nothing else."""
import json
import sys
import boto3
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
iam = boto3.client("iam", endpoint_url=endpoint)
owner = boto3.client("s3", endpoint_url=endpoint)


def policy(effect, action, resource, **more):
    statement = {"Effect": effect, "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


iam.create_user(UserName="ann")
key = iam.create_access_key(UserName="ann")["AccessKey"]


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


s3, glue = client("s3"), client("glue")
owner.create_bucket(Bucket="shared")
owner.put_object(Bucket="shared", Key="ann/a", Body=b"a")
owner.put_object(Bucket="shared", Key="bob/a", Body=b"b")

# Without a policy nothing goes but to ask who one is.
assert client("sts").get_caller_identity()["Arn"] == "arn:aws:iam::000000000000:user/ann"
assert error(s3.list_buckets) == "AccessDenied"
assert error(s3.get_object, Bucket="shared", Key="ann/a") == "AccessDenied"
assert error(glue.get_databases) == "AccessDeniedException"
assert error(client("iam").create_user, UserName="eve") == "AccessDenied"

home = policy("Allow", ["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::shared/${aws:username}/*")
iam.put_user_policy(UserName="ann", PolicyName="home", PolicyDocument=home)
assert s3.get_object(Bucket="shared", Key="ann/a")["Body"].read() == b"a"
s3.put_object(Bucket="shared", Key="ann/b", Body=b"b")
assert error(s3.get_object, Bucket="shared", Key="bob/a") == "AccessDenied"
assert error(s3.copy_object, Bucket="shared", Key="ann/c", CopySource="shared/bob/a") == "AccessDenied"
assert error(s3.put_object, Bucket="shared", Key="ann/c", Tagging="a=b") == "AccessDenied"
assert error(s3.list_objects_v2, Bucket="shared", Prefix="ann/") == "AccessDenied"
deleted = s3.delete_objects(Bucket="shared", Delete={"Objects": [{"Key": "ann/b"}]})
assert [one["Code"] for one in deleted["Errors"]] == ["AccessDenied"]

# A bucket's policy gives more, under a condition, and takes away.
ann = {"AWS": "arn:aws:iam::000000000000:user/ann"}
listing = {"StringLike": {"s3:prefix": "ann/*"}}
owner.put_bucket_policy(
    Bucket="shared",
    Policy=policy("Allow", "s3:ListBucket", "arn:aws:s3:::shared", Principal=ann, Condition=listing))
assert [one["Key"] for one in s3.list_objects_v2(Bucket="shared", Prefix="ann/")["Contents"]] == ["ann/a", "ann/b"]
assert error(s3.list_objects_v2, Bucket="shared") == "AccessDenied"
owner.put_bucket_policy(
    Bucket="shared", Policy=policy("Deny", "s3:GetObject", "arn:aws:s3:::shared/ann/a", Principal="*"))
assert error(s3.get_object, Bucket="shared", Key="ann/a") == "AccessDenied"
assert error(owner.get_object, Bucket="shared", Key="ann/a") == "AccessDenied"
assert error(s3.delete_bucket_policy, Bucket="shared") == "AccessDenied"
owner.delete_bucket_policy(Bucket="shared")
assert s3.get_object(Bucket="shared", Key="ann/a")["Body"].read() == b"a"

# Other services.
iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AWSGlueConsoleFullAccess")
glue.get_databases()
iam.put_user_policy(
    UserName="ann", PolicyName="no", PolicyDocument=policy("Deny", "glue:DeleteDatabase", "*"))
assert error(glue.delete_database, Name="none") == "AccessDeniedException"

# All of it is taken away again.
assert error(iam.delete_user, UserName="ann") == "DeleteConflict"
iam.delete_access_key(UserName="ann", AccessKeyId=key["AccessKeyId"])
assert error(s3.get_object, Bucket="shared", Key="ann/a") == "InvalidAccessKeyId"
iam.detach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AWSGlueConsoleFullAccess")
for name in ("home", "no"):
    iam.delete_user_policy(UserName="ann", PolicyName=name)
iam.delete_user(UserName="ann")
for name in ("ann/a", "ann/b", "bob/a"):
    owner.delete_object(Bucket="shared", Key=name)
owner.delete_bucket(Bucket="shared")
print("done")
