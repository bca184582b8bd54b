"""Roles and policies: made, read back as they were sent, changed, and deleted in the right order only."""
import json
import sys
import boto3
from botocore.exceptions import ClientError

iam = boto3.client("iam", endpoint_url=sys.argv[1])
trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "glue.amazonaws.com"}}],
}
rights = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::raw/*"]}],
}


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


made = iam.create_role(
    RoleName="glue", AssumeRolePolicyDocument=json.dumps(trust), Path="/lake/", Tags=[{"Key": "env", "Value": "a b"}])
assert made["Role"]["Arn"] == "arn:aws:iam::000000000000:role/lake/glue"
assert made["Role"]["AssumeRolePolicyDocument"] == trust
assert error(iam.create_role, RoleName="GLUE", AssumeRolePolicyDocument=json.dumps(trust)) == "EntityAlreadyExists"
assert error(iam.create_role, RoleName="x", AssumeRolePolicyDocument="{}") == "MalformedPolicyDocument"
assert error(iam.get_role, RoleName="none") == "NoSuchEntity"

iam.update_role(RoleName="glue", Description="für Crawler", MaxSessionDuration=7200)
iam.tag_role(RoleName="glue", Tags=[{"Key": "team", "Value": "data"}])
iam.untag_role(RoleName="glue", TagKeys=["env"])
role = iam.get_role(RoleName="glue")["Role"]
assert (role["Description"], role["MaxSessionDuration"]) == ("für Crawler", 7200)
assert iam.list_role_tags(RoleName="glue")["Tags"] == [{"Key": "team", "Value": "data"}]

iam.put_role_policy(RoleName="glue", PolicyName="own", PolicyDocument=json.dumps(rights))
assert iam.get_role_policy(RoleName="glue", PolicyName="own")["PolicyDocument"] == rights
assert iam.list_role_policies(RoleName="glue")["PolicyNames"] == ["own"]

policy = iam.create_policy(PolicyName="read", PolicyDocument=json.dumps(rights))["Policy"]
assert policy["DefaultVersionId"] == "v1"
standard = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
for arn in (policy["Arn"], standard):
    iam.attach_role_policy(RoleName="glue", PolicyArn=arn)
assert error(iam.attach_role_policy, RoleName="glue", PolicyArn="arn:aws:iam::aws:policy/None") == "NoSuchEntity"
attached = iam.list_attached_role_policies(RoleName="glue")["AttachedPolicies"]
assert [one["PolicyName"] for one in attached] == ["AWSGlueServiceRole", "read"]
assert iam.get_policy(PolicyArn=policy["Arn"])["Policy"]["AttachmentCount"] == 1
holders = iam.list_entities_for_policy(PolicyArn=standard)
assert [one["RoleName"] for one in holders["PolicyRoles"]] == ["glue"] and holders["PolicyUsers"] == []

version = iam.create_policy_version(PolicyArn=policy["Arn"], PolicyDocument=json.dumps(rights), SetAsDefault=True)
assert version["PolicyVersion"]["VersionId"] == "v2"
assert iam.get_policy_version(PolicyArn=policy["Arn"], VersionId="v2")["PolicyVersion"]["Document"] == rights
assert error(iam.delete_policy_version, PolicyArn=policy["Arn"], VersionId="v2") == "DeleteConflict"
iam.delete_policy_version(PolicyArn=policy["Arn"], VersionId="v1")
assert [one["VersionId"] for one in iam.list_policy_versions(PolicyArn=policy["Arn"])["Versions"]] == ["v2"]

assert error(iam.delete_policy, PolicyArn=policy["Arn"]) == "DeleteConflict"
assert error(iam.delete_role, RoleName="glue") == "DeleteConflict"
for arn in (policy["Arn"], standard):
    iam.detach_role_policy(RoleName="glue", PolicyArn=arn)
iam.delete_role_policy(RoleName="glue", PolicyName="own")
iam.delete_role(RoleName="glue")
iam.delete_policy(PolicyArn=policy["Arn"])

for number in range(7):
    iam.create_policy(PolicyName=f"p{number}", PolicyDocument=json.dumps(rights))
pages = iam.get_paginator("list_policies").paginate(Scope="Local", PaginationConfig={"PageSize": 3})
names = [one["PolicyName"] for page in pages for one in page["Policies"]]
assert names == [f"p{number}" for number in range(7)], names
for number in range(7):
    iam.delete_policy(PolicyArn=f"arn:aws:iam::000000000000:policy/p{number}")
print("done")
