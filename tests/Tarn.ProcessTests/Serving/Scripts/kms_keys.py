"""Keys: making, using, rotating and deleting them, in the order in which Terraform's aws_kms_key and aws_kms_alias do."""
import json
import sys

import boto3
from botocore.exceptions import ClientError

kms = boto3.client("kms", endpoint_url=sys.argv[1])


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}
made = kms.create_key(
    BypassPolicyLockoutSafetyCheck=False,
    KeySpec="SYMMETRIC_DEFAULT",
    KeyUsage="ENCRYPT_DECRYPT",
    Description="orders",
    Policy=json.dumps(policy),
    Tags=[{"TagKey": "team", "TagValue": "data"}],
)["KeyMetadata"]
key = made["KeyId"]
kms.enable_key_rotation(KeyId=key)
assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
shown = kms.describe_key(KeyId=key)["KeyMetadata"]
assert shown["Arn"].endswith(":key/" + key) and shown["Enabled"] and shown["Origin"] == "AWS_KMS", shown
assert not shown["MultiRegion"] and shown["Description"] == "orders", shown
assert json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]) == policy
assert kms.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "team", "TagValue": "data"}]

kms.create_alias(AliasName="alias/orders", TargetKeyId=key)
aliases = [alias for page in kms.get_paginator("list_aliases").paginate() for alias in page["Aliases"]]
alias = next(alias for alias in aliases if alias["AliasName"] == "alias/orders")
assert alias["TargetKeyId"] == key and alias["AliasArn"].endswith(":alias/orders"), alias
assert code_of(kms.create_alias, AliasName="alias/orders", TargetKeyId=key) == "AlreadyExistsException"

context = {"table": "orders", "day": "2024-01-31"}
sealed = kms.encrypt(KeyId="alias/orders", Plaintext=b"secret", EncryptionContext=context)
opened = kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext=context)
assert opened["Plaintext"] == b"secret" and opened["KeyId"] == made["Arn"], opened
assert code_of(kms.decrypt, CiphertextBlob=sealed["CiphertextBlob"]) == "InvalidCiphertextException"
data_key = kms.generate_data_key(KeyId=alias["AliasArn"], KeySpec="AES_256")
assert len(data_key["Plaintext"]) == 32
assert kms.decrypt(CiphertextBlob=data_key["CiphertextBlob"], KeyId=key)["Plaintext"] == data_key["Plaintext"]
assert len(kms.generate_random(NumberOfBytes=64)["Plaintext"]) == 64

other = kms.create_key()["KeyMetadata"]["KeyId"]
again = kms.re_encrypt(CiphertextBlob=sealed["CiphertextBlob"], SourceEncryptionContext=context, DestinationKeyId=other)
assert kms.decrypt(CiphertextBlob=again["CiphertextBlob"])["Plaintext"] == b"secret"
assert code_of(kms.decrypt, CiphertextBlob=again["CiphertextBlob"], KeyId=key) == "IncorrectKeyException"
kms.update_alias(AliasName="alias/orders", TargetKeyId=other)
assert kms.describe_key(KeyId="alias/orders")["KeyMetadata"]["KeyId"] == other

kms.disable_key(KeyId=key)
assert code_of(kms.encrypt, KeyId=key, Plaintext=b"a") == "DisabledException"
kms.enable_key(KeyId=key)
kms.update_key_description(KeyId=key, Description="all orders")
kms.tag_resource(KeyId=key, Tags=[{"TagKey": "team", "TagValue": "web"}])
kms.untag_resource(KeyId=key, TagKeys=["team"])
assert kms.list_resource_tags(KeyId=key)["Tags"] == []
assert {key, other} <= {found["KeyId"] for page in kms.get_paginator("list_keys").paginate() for found in page["Keys"]}

kms.delete_alias(AliasName="alias/orders")
gone = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
assert gone["KeyState"] == "PendingDeletion", gone
assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
assert code_of(kms.decrypt, CiphertextBlob=sealed["CiphertextBlob"], EncryptionContext=context) == "KMSInvalidStateException"
assert code_of(kms.create_key, KeySpec="RSA_2048") == "UnsupportedOperationException"
assert code_of(kms.sign, KeyId=other, Message=b"a", SigningAlgorithm="RSASSA_PSS_SHA_256") == "UnknownOperationException"
print("done")
