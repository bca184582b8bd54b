"""Objects encrypted on the disk: by header, by the bucket's encryption, with keys of KMS; copies, ranges, uploads in parts."""
import sys

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3", endpoint_url=sys.argv[1])
kms = boto3.client("kms", endpoint_url=sys.argv[1])
bucket = "t-encryption"


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no error"


s3.create_bucket(Bucket=bucket)
assert code_of(s3.get_bucket_encryption, Bucket=bucket) == "ServerSideEncryptionConfigurationNotFoundError"

content = bytes(range(256)) * 1000
put = s3.put_object(Bucket=bucket, Key="by-header", Body=content, ServerSideEncryption="AES256")
assert put["ServerSideEncryption"] == "AES256", put
got = s3.get_object(Bucket=bucket, Key="by-header")
assert got["Body"].read() == content and got["ServerSideEncryption"] == "AES256", got
part = s3.get_object(Bucket=bucket, Key="by-header", Range="bytes=65530-65545")
assert part["Body"].read() == content[65530:65546], part
assert s3.head_object(Bucket=bucket, Key="by-header")["ContentLength"] == len(content)

key = kms.create_key()["KeyMetadata"]
kms.create_alias(AliasName="alias/bucket", TargetKeyId=key["KeyId"])
rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/bucket"}, "BucketKeyEnabled": True}
s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"] == [rule]
put = s3.put_object(Bucket=bucket, Key="by-bucket", Body=b"hello")
assert put["ServerSideEncryption"] == "aws:kms" and put["SSEKMSKeyId"] == key["Arn"], put
s3.copy_object(Bucket=bucket, Key="copied", CopySource={"Bucket": bucket, "Key": "by-header"})
copied = s3.get_object(Bucket=bucket, Key="copied")
assert copied["Body"].read() == content and copied["SSEKMSKeyId"] == key["Arn"], copied

upload = s3.create_multipart_upload(Bucket=bucket, Key="parts", ServerSideEncryption="AES256")
assert upload["ServerSideEncryption"] == "AES256", upload
sizes = [5 * 1024 * 1024, 77]
tags = []
for number, size in enumerate(sizes, start=1):
    sent = s3.upload_part(Bucket=bucket, Key="parts", UploadId=upload["UploadId"], PartNumber=number, Body=bytes([number]) * size)
    tags.append({"PartNumber": number, "ETag": sent["ETag"]})
s3.complete_multipart_upload(Bucket=bucket, Key="parts", UploadId=upload["UploadId"], MultipartUpload={"Parts": tags})
whole = s3.get_object(Bucket=bucket, Key="parts")
assert whole["Body"].read() == bytes([1]) * sizes[0] + bytes([2]) * sizes[1] and whole["ServerSideEncryption"] == "AES256"
listed = {found["Key"]: found["Size"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]}
assert listed == {"by-bucket": 5, "by-header": len(content), "copied": len(content), "parts": sum(sizes)}, listed

kms.disable_key(KeyId=key["KeyId"])
assert code_of(s3.get_object, Bucket=bucket, Key="by-bucket") == "KMS.DisabledException"
assert code_of(s3.put_object, Bucket=bucket, Key="other", Body=b"a") == "KMS.DisabledException"
kms.enable_key(KeyId=key["KeyId"])
assert s3.get_object(Bucket=bucket, Key="by-bucket")["Body"].read() == b"hello"
assert code_of(s3.put_object, Bucket=bucket, Key="own", Body=b"a", SSECustomerAlgorithm="AES256", SSECustomerKey="k" * 32) == "NotImplemented"

s3.delete_bucket_encryption(Bucket=bucket)
assert "ServerSideEncryption" not in s3.put_object(Bucket=bucket, Key="plain", Body=b"hello")
assert kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["KeyManager"] == "AWS"
for found in s3.list_objects_v2(Bucket=bucket)["Contents"]:
    s3.delete_object(Bucket=bucket, Key=found["Key"])
s3.delete_bucket(Bucket=bucket)
print("done")
