"""Roles: who may take one on, what it may do then, and how long."""
import datetime
import json
import sys
import urllib.request
import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
iam = boto3.client("iam", endpoint_url=endpoint)
owner = boto3.client("s3", endpoint_url=endpoint)


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource):
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def trust(principal, **more):
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more})


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def client(service, credentials, **more):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials.get("SessionToken"),
        **more,
    )


account = boto3.client("sts", endpoint_url=endpoint).get_caller_identity()["Account"]
users = {}
for name in ("ann", "bob"):
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    users[name] = (arn, iam.create_access_key(UserName=name)["AccessKey"])
owner.create_bucket(Bucket="roles")
owner.put_object(Bucket="roles", Key="in/a", Body=b"a")
owner.put_object(Bucket="roles", Key="out/a", Body=b"b")

reader = iam.create_role(
    RoleName="reader",
    AssumeRolePolicyDocument=trust({"AWS": users["ann"][0]}, Condition={"StringEquals": {"sts:ExternalId": "42"}}),
    MaxSessionDuration=7200,
)["Role"]
iam.put_role_policy(
    RoleName="reader", PolicyName="read", PolicyDocument=policy(allow("s3:GetObject", "arn:aws:s3:::roles/*"))
)

ann, bob = client("sts", users["ann"][1]), client("sts", users["bob"][1])
take = {"RoleArn": reader["Arn"], "RoleSessionName": "nightly"}
assert error(ann.assume_role, **take) == "AccessDenied"
assert error(bob.assume_role, **take, ExternalId="42") == "AccessDenied"
assert error(ann.assume_role, RoleArn=reader["Arn"] + "x", RoleSessionName="nightly") == "AccessDenied"
assert error(ann.assume_role, **take, ExternalId="42", DurationSeconds=7201) == "ValidationError"
assert error(ann.assume_role, **take, ExternalId="42", Tags=[{"Key": "a", "Value": "b"}]) == "ValidationError"
assert error(ann.assume_role, **take, ExternalId="42", Policy="{}") == "MalformedPolicyDocument"

taken = ann.assume_role(**take, ExternalId="42", DurationSeconds=7200)
credentials = taken["Credentials"]
assert credentials["AccessKeyId"].startswith("ASIA")
assert taken["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account}:assumed-role/reader/nightly"
left = credentials["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
assert 7100 < left.total_seconds() <= 7200, left

identity = client("sts", credentials).get_caller_identity()
assert identity["Arn"] == taken["AssumedRoleUser"]["Arn"]
assert identity["UserId"] == reader["RoleId"] + ":nightly"

# The role's policies count, not those of who took it on.
s3 = client("s3", credentials)
assert s3.get_object(Bucket="roles", Key="in/a")["Body"].read() == b"a"
assert error(s3.put_object, Bucket="roles", Key="in/b", Body=b"") == "AccessDenied"
assert error(client("s3", users["ann"][1]).get_object, Bucket="roles", Key="in/a") == "AccessDenied"
assert error(client("glue", credentials).get_databases) == "AccessDeniedException"

# Presigned by a session, in both versions of signatures.
for version in ("s3v4", "s3"):
    signer = client("s3", credentials, config=Config(signature_version=version))
    url = signer.generate_presigned_url("get_object", Params={"Bucket": "roles", "Key": "in/a"}, ExpiresIn=60)
    assert "oken=" in url, url
    assert urllib.request.urlopen(url).read() == b"a", version

# A session policy takes away.
limit = policy(allow("s3:*", "arn:aws:s3:::roles/in/*"))
less = client("s3", ann.assume_role(**take, ExternalId="42", Policy=limit)["Credentials"])
assert less.get_object(Bucket="roles", Key="in/a")["Body"].read() == b"a"
assert error(less.get_object, Bucket="roles", Key="out/a") == "AccessDenied"
assert error(less.put_object, Bucket="roles", Key="in/b", Body=b"") == "AccessDenied"

# Without the token, with another key's, or with a changed one, keys are nothing.
bare = {**credentials, "SessionToken": None}
assert error(client("s3", bare).list_buckets) == "InvalidAccessKeyId"
assert error(client("sts", bare).get_caller_identity) == "InvalidClientTokenId"
foreign = {**users["ann"][1], "SessionToken": credentials["SessionToken"]}
assert error(client("s3", foreign).list_buckets) == "InvalidToken"
assert error(client("glue", foreign).get_databases) == "UnrecognizedClientException"

# A bucket's policy may name the role; the account as a whole needs a policy of the user, too.
open_out = {"Effect": "Allow", "Principal": {"AWS": reader["Arn"]}, "Action": "s3:PutObject"}
owner.put_bucket_policy(Bucket="roles", Policy=policy({**open_out, "Resource": "arn:aws:s3:::roles/out/*"}))
s3.put_object(Bucket="roles", Key="out/b", Body=b"b")
shared = iam.create_role(
    RoleName="shared", AssumeRolePolicyDocument=trust({"AWS": f"arn:aws:iam::{account}:root"})
)["Role"]["Arn"]
assert error(bob.assume_role, RoleArn=shared, RoleSessionName="bob") == "AccessDenied"
iam.put_user_policy(UserName="bob", PolicyName="take", PolicyDocument=policy(allow("sts:AssumeRole", shared)))
bob.assume_role(RoleArn=shared, RoleSessionName="bob")
boto3.client("sts", endpoint_url=endpoint).assume_role(RoleArn=shared, RoleSessionName="owner")

# A role that is made anew is another.
iam.delete_role_policy(RoleName="reader", PolicyName="read")
iam.delete_role(RoleName="reader")
assert error(s3.get_object, Bucket="roles", Key="in/a") == "AccessDenied"
iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust({"AWS": users["ann"][0]}))
iam.attach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
assert error(s3.get_object, Bucket="roles", Key="in/a") == "AccessDenied"

unsigned = boto3.client("sts", endpoint_url=endpoint, config=Config(signature_version=UNSIGNED))
assert error(unsigned.assume_role_with_web_identity, **take, WebIdentityToken="jwt.jwt.jwt") == "InvalidIdentityToken"

iam.detach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
iam.delete_user_policy(UserName="bob", PolicyName="take")
for role in ("reader", "shared"):
    iam.delete_role(RoleName=role)
for name, (_, key) in users.items():
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName=name)
for key in ("in/a", "out/a", "out/b"):
    owner.delete_object(Bucket="roles", Key=key)
owner.delete_bucket(Bucket="roles")
print("done")
