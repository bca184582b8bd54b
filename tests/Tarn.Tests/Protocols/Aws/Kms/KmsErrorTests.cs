using Xunit;

namespace Tarn.Tests.Protocols.Aws.Kms;

/// <summary>Each operation in each state of a key, and with requests that cannot be done.</summary>
public sealed class KmsErrorTests : IDisposable
{
    private const string Missing = "00000000-1111-4222-8333-444444444444";

    private readonly KmsRig _kms = new();

    [Theory]
    [InlineData("{'KeySpec':'RSA_2048'}", "UnsupportedOperationException")]
    [InlineData("{'CustomerMasterKeySpec':'HMAC_256'}", "UnsupportedOperationException")]
    [InlineData("{'KeyUsage':'SIGN_VERIFY'}", "ValidationException")]
    [InlineData("{'KeySpec':'RSA_2048','CustomerMasterKeySpec':'SYMMETRIC_DEFAULT'}", "ValidationException")]
    [InlineData("{'Origin':'EXTERNAL'}", "UnsupportedOperationException")]
    [InlineData("{'XksKeyId':'a'}", "UnsupportedOperationException")]
    [InlineData("{'MultiRegion':true}", "UnsupportedOperationException")]
    [InlineData("{'CustomKeyStoreId':'cks-1'}", "CustomKeyStoreNotFoundException")]
    [InlineData("{'Policy':'no JSON'}", "MalformedPolicyDocumentException")]
    [InlineData("{'Policy':'[]'}", "MalformedPolicyDocumentException")]
    [InlineData("{'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'a','TagValue':'2'}]}", "TagException")]
    [InlineData("{'Tags':[{'TagKey':'aws:a','TagValue':'1'}]}", "TagException")]
    [InlineData("{'Tags':[{'TagKey':'','TagValue':'1'}]}", "ValidationException")]
    [InlineData("{'KeySpec':'SYMMETRIC_DEFAULT','KeyUsage':'ENCRYPT_DECRYPT','Origin':'AWS_KMS'}", "none")]
    public async Task CreateKey_makes_only_symmetric_keys(string request, string code) =>
        Assert.Equal(code, await _kms.FailAsync("CreateKey", request));

    [Theory]
    [InlineData("Encrypt", "'Plaintext':'YQ=='", "DisabledException", "KMSInvalidStateException")]
    [InlineData("GenerateDataKey", "'KeySpec':'AES_256'", "DisabledException", "KMSInvalidStateException")]
    [InlineData(
        "GenerateDataKeyWithoutPlaintext", "'NumberOfBytes':5", "DisabledException", "KMSInvalidStateException")]
    [InlineData("EnableKeyRotation", "", "DisabledException", "KMSInvalidStateException")]
    [InlineData("DisableKeyRotation", "", "DisabledException", "KMSInvalidStateException")]
    [InlineData("RotateKeyOnDemand", "", "DisabledException", "KMSInvalidStateException")]
    [InlineData("UpdateKeyDescription", "'Description':'a'", "none", "KMSInvalidStateException")]
    [InlineData("TagResource", "'Tags':[]", "none", "KMSInvalidStateException")]
    [InlineData("UntagResource", "'TagKeys':[]", "none", "KMSInvalidStateException")]
    [InlineData("EnableKey", "", "none", "KMSInvalidStateException")]
    [InlineData("DisableKey", "", "none", "KMSInvalidStateException")]
    [InlineData("ScheduleKeyDeletion", "", "none", "KMSInvalidStateException")]
    [InlineData("CancelKeyDeletion", "", "KMSInvalidStateException", "none")]
    [InlineData("DescribeKey", "", "none", "none")]
    [InlineData("GetKeyRotationStatus", "", "none", "none")]
    [InlineData("ListKeyRotations", "", "none", "none")]
    [InlineData("GetKeyPolicy", "'PolicyName':'default'", "none", "none")]
    [InlineData("PutKeyPolicy", "'PolicyName':'default','Policy':'{\\'Statement\\':[]}'", "none", "none")]
    [InlineData("ListKeyPolicies", "", "none", "none")]
    [InlineData("ListResourceTags", "", "none", "none")]
    public async Task A_key_that_cannot_be_used_says_so(
        string operation, string members, string whenDisabled, string whenPendingDeletion)
    {
        string disabled = await _kms.CreateKeyAsync();
        await _kms.AskAsync("DisableKey", $"{{'KeyId':'{disabled}'}}");
        string pending = await _kms.CreateKeyAsync();
        await _kms.AskAsync("ScheduleKeyDeletion", $"{{'KeyId':'{pending}'}}");

        Assert.Equal(whenDisabled, await _kms.FailAsync(operation, RequestFor(disabled, members)));
        Assert.Equal(whenPendingDeletion, await _kms.FailAsync(operation, RequestFor(pending, members)));
        Assert.Equal("NotFoundException", await _kms.FailAsync(operation, RequestFor(Missing, members)));
        Assert.Equal("InvalidArnException", await _kms.FailAsync(operation, RequestFor("arn:aws:s3:::a", members)));
        string elsewhere = $"arn:aws:kms:us-west-2:000000000000:key/{disabled}";
        Assert.Equal("NotFoundException", await _kms.FailAsync(operation, RequestFor(elsewhere, members)));
    }

    [Theory]
    [InlineData("Encrypt", "'KeyId':'KEY','Plaintext':''", "ValidationException")]
    [InlineData("Encrypt", "'KeyId':'KEY'", "ValidationException")]
    [InlineData("Encrypt", "'KeyId':'KEY','Plaintext':'YQ==','EncryptionAlgorithm':'SM2'", "InvalidKeyUsageException")]
    [InlineData("Encrypt", "'KeyId':'KEY','Plaintext':'YQ==','GrantTokens':['a']", "InvalidGrantTokenException")]
    [InlineData("Encrypt", "'KeyId':'KEY','Plaintext':'YQ==','Recipient':{}", "UnsupportedOperationException")]
    [InlineData("Encrypt", "'KeyId':'KEY','Plaintext':'YQ==','DryRun':true", "DryRunOperationException")]
    [InlineData("Encrypt", "'KeyId':'alias/none','Plaintext':'YQ=='", "NotFoundException")]
    [InlineData("Decrypt", "'CiphertextBlob':''", "ValidationException")]
    [InlineData("Decrypt", "'CiphertextBlob':'YQ=='", "InvalidCiphertextException")]
    [InlineData("GenerateDataKey", "'KeyId':'KEY'", "ValidationException")]
    [InlineData("GenerateDataKey", "'KeyId':'KEY','KeySpec':'AES_256','NumberOfBytes':3", "ValidationException")]
    [InlineData("GenerateDataKey", "'KeyId':'KEY','KeySpec':'AES_512'", "ValidationException")]
    [InlineData("GenerateDataKey", "'KeyId':'KEY','NumberOfBytes':1025", "ValidationException")]
    [InlineData("GenerateRandom", "", "ValidationException")]
    [InlineData("GenerateRandom", "'NumberOfBytes':0", "ValidationException")]
    [InlineData("GenerateRandom", "'NumberOfBytes':9,'CustomKeyStoreId':'a'", "CustomKeyStoreNotFoundException")]
    [InlineData("EnableKeyRotation", "'KeyId':'KEY','RotationPeriodInDays':89", "ValidationException")]
    [InlineData("EnableKeyRotation", "'KeyId':'KEY','RotationPeriodInDays':2561", "ValidationException")]
    [InlineData("ScheduleKeyDeletion", "'KeyId':'KEY','PendingWindowInDays':6", "ValidationException")]
    [InlineData("ScheduleKeyDeletion", "'KeyId':'KEY','PendingWindowInDays':31", "ValidationException")]
    [InlineData("GetKeyPolicy", "'KeyId':'KEY','PolicyName':'other'", "NotFoundException")]
    [InlineData("PutKeyPolicy", "'KeyId':'KEY','Policy':'{'", "MalformedPolicyDocumentException")]
    [InlineData("ListKeys", "'Limit':0", "ValidationException")]
    [InlineData("ListKeys", "'Limit':1001", "ValidationException")]
    [InlineData("ListKeys", "'Marker':'?'", "InvalidMarkerException")]
    [InlineData("CreateAlias", "'AliasName':'orders','TargetKeyId':'KEY'", "InvalidAliasNameException")]
    [InlineData("CreateAlias", "'AliasName':'alias/a b','TargetKeyId':'KEY'", "InvalidAliasNameException")]
    [InlineData("CreateAlias", "'AliasName':'alias/aws/s3','TargetKeyId':'KEY'", "InvalidAliasNameException")]
    [InlineData("CreateAlias", "'AliasName':'alias/taken','TargetKeyId':'KEY'", "AlreadyExistsException")]
    [InlineData("CreateAlias", "'AliasName':'alias/new','TargetKeyId':'alias/taken'", "NotFoundException")]
    [InlineData("UpdateAlias", "'AliasName':'alias/none','TargetKeyId':'KEY'", "NotFoundException")]
    [InlineData("DeleteAlias", "'AliasName':'alias/none'", "NotFoundException")]
    [InlineData("DisableKey", "'KeyId':'alias/taken'", "NotFoundException")]
    public async Task A_request_that_cannot_be_done_says_why(string operation, string members, string code)
    {
        string key = await _kms.CreateKeyAsync();
        await _kms.AskAsync("CreateAlias", $"{{'AliasName':'alias/taken','TargetKeyId':'{key}'}}");

        string request = $"{{{members.Replace("KEY", key, StringComparison.Ordinal)}}}";
        Assert.Equal(code, await _kms.FailAsync(operation, request));
    }

    [Fact]
    public async Task An_alias_does_not_point_at_a_key_that_is_pending_deletion()
    {
        string key = await _kms.CreateKeyAsync();
        await _kms.AskAsync("ScheduleKeyDeletion", $"{{'KeyId':'{key}'}}");

        Assert.Equal(
            "KMSInvalidStateException",
            await _kms.FailAsync("CreateAlias", $"{{'AliasName':'alias/a','TargetKeyId':'{key}'}}"));
    }

    [Fact]
    public async Task A_ciphertext_is_of_one_key_and_one_context()
    {
        string key = await _kms.CreateKeyAsync();
        string other = await _kms.CreateKeyAsync();
        string blob = await _kms.EncryptAsync(key, "{'a':'1','b':'2'}");

        Assert.Equal("InvalidCiphertextException", await DecryptAsync("{}"));
        Assert.Equal("InvalidCiphertextException", await DecryptAsync("{'a':'1','b':'3'}"));
        Assert.Equal("InvalidCiphertextException", await DecryptAsync("{'a1':'','b':'2'}"));
        Assert.Equal("IncorrectKeyException", await DecryptAsync("{'a':'1','b':'2'}", $",'KeyId':'{other}'"));
        Assert.Equal("none", await DecryptAsync("{'b':'2','a':'1'}", $",'KeyId':'{KmsRig.ArnOf("key/" + key)}'"));

        Task<string> DecryptAsync(string context, string more = "") => _kms.FailAsync(
            "Decrypt", $"{{'CiphertextBlob':'{blob}','EncryptionContext':{context}{more}}}");
    }

    [Fact]
    public async Task Every_byte_of_a_ciphertext_counts()
    {
        byte[] blob = Convert.FromBase64String(await _kms.EncryptAsync(await _kms.CreateKeyAsync()));
        for (int i = 0; i < blob.Length; i++)
        {
            byte[] changed = [.. blob];
            changed[i] ^= 1;
            string code = await _kms.FailAsync("Decrypt", $"{{'CiphertextBlob':'{Convert.ToBase64String(changed)}'}}");
            Assert.Equal(i is >= 1 and <= 16 ? "NotFoundException" : "InvalidCiphertextException", code);
        }
    }

    public void Dispose() => _kms.Dispose();

    private static string RequestFor(string keyId, string members) =>
        $"{{'KeyId':'{keyId}'{(members.Length == 0 ? "" : ",")}{members}}}";
}
