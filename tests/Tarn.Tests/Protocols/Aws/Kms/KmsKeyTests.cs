using System.Text.Json.Nodes;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Kms;

/// <summary>What KMS answers when all is well.</summary>
public sealed class KmsKeyTests : IDisposable
{
    private readonly KmsRig _kms = new();

    [Fact]
    public async Task A_key_is_shown_with_all_that_clients_look_at()
    {
        JsonNode made = (await _kms.AskAsync("CreateKey", "{'Description':'orders'}"))["KeyMetadata"]!;
        string id = (string)made["KeyId"]!;

        Assert.Equal(KmsRig.ArnOf("key/" + id), (string?)made["Arn"]);
        Assert.Equal("000000000000", (string?)made["AWSAccountId"]);
        Assert.Equal("orders", (string?)made["Description"]);
        Assert.Equal("Enabled", (string?)made["KeyState"]);
        Assert.True((bool)made["Enabled"]!);
        Assert.Equal("ENCRYPT_DECRYPT", (string?)made["KeyUsage"]);
        Assert.Equal("SYMMETRIC_DEFAULT", (string?)made["KeySpec"]);
        Assert.Equal("SYMMETRIC_DEFAULT", (string?)made["EncryptionAlgorithms"]![0]);
        Assert.Equal("AWS_KMS", (string?)made["Origin"]);
        Assert.Equal("CUSTOMER", (string?)made["KeyManager"]);
        Assert.False((bool)made["MultiRegion"]!);
        JsonNode described = (await _kms.AskAsync("DescribeKey", $"{{'KeyId':'{id}'}}"))["KeyMetadata"]!;
        Assert.Equal(made.ToJsonString(), described.ToJsonString());
    }

    [Theory]
    [InlineData("ID")]
    [InlineData("arn:aws:kms:eu-central-1:000000000000:key/ID")]
    [InlineData("alias/orders")]
    [InlineData("arn:aws:kms:eu-central-1:000000000000:alias/orders")]
    public async Task A_key_has_four_names(string name)
    {
        string id = await _kms.CreateKeyAsync();
        await _kms.AskAsync("CreateAlias", $"{{'AliasName':'alias/orders','TargetKeyId':'{id}'}}");

        JsonNode found = await _kms.AskAsync(
            "DescribeKey", $"{{'KeyId':'{name.Replace("ID", id, StringComparison.Ordinal)}'}}");

        Assert.Equal(id, (string?)found["KeyMetadata"]!["KeyId"]);
    }

    [Fact]
    public async Task Ciphertexts_of_all_versions_decrypt()
    {
        string id = await _kms.CreateKeyAsync();
        List<string> blobs = [await _kms.EncryptAsync(id)];
        await _kms.AskAsync("RotateKeyOnDemand", $"{{'KeyId':'{id}'}}");
        blobs.Add(await _kms.EncryptAsync(id));
        await _kms.AskAsync("EnableKeyRotation", $"{{'KeyId':'{id}','RotationPeriodInDays':90}}");
        _kms.Clock.Advance(TimeSpan.FromDays(90));
        await _kms.Lifecycle.RunDueAsync(CancellationToken.None);
        blobs.Add(await _kms.EncryptAsync(id));

        foreach (string blob in blobs)
        {
            JsonNode opened = await _kms.AskAsync("Decrypt", $"{{'CiphertextBlob':'{blob}'}}");
            Assert.Equal(KmsRig.Base64("secret"), (string?)opened["Plaintext"]);
        }

        JsonArray rotations = (await _kms.AskAsync("ListKeyRotations", $"{{'KeyId':'{id}'}}"))["Rotations"]!.AsArray();
        Assert.Equal(["ON_DEMAND", "AUTOMATIC"], rotations.Select(rotation => (string)rotation!["RotationType"]!));
    }

    [Fact]
    public async Task Rotation_is_on_until_it_is_switched_off_and_counts_from_when_it_was_switched_on()
    {
        string id = await _kms.CreateKeyAsync();
        await _kms.AskAsync("EnableKeyRotation", $"{{'KeyId':'{id}'}}");
        _kms.Clock.Advance(TimeSpan.FromDays(364));
        await _kms.Lifecycle.RunDueAsync(CancellationToken.None);

        JsonNode status = await _kms.AskAsync("GetKeyRotationStatus", $"{{'KeyId':'{id}'}}");
        Assert.True((bool)status["KeyRotationEnabled"]!);
        Assert.Equal(365, (int)status["RotationPeriodInDays"]!);
        Assert.Empty((await _kms.AskAsync("ListKeyRotations", $"{{'KeyId':'{id}'}}"))["Rotations"]!.AsArray());

        await _kms.AskAsync("DisableKeyRotation", $"{{'KeyId':'{id}'}}");
        _kms.Clock.Advance(TimeSpan.FromDays(2));
        await _kms.Lifecycle.RunDueAsync(CancellationToken.None);
        Assert.False((bool)(await _kms.AskAsync("GetKeyRotationStatus", $"{{'KeyId':'{id}'}}"))["KeyRotationEnabled"]!);
        Assert.Empty((await _kms.AskAsync("ListKeyRotations", $"{{'KeyId':'{id}'}}"))["Rotations"]!.AsArray());
    }

    [Fact]
    public async Task A_deletion_can_be_cancelled_until_its_day_and_then_the_key_is_gone()
    {
        string id = await _kms.CreateKeyAsync();
        await _kms.AskAsync("CreateAlias", $"{{'AliasName':'alias/a','TargetKeyId':'{id}'}}");
        string blob = await _kms.EncryptAsync(id);
        await _kms.AskAsync("ScheduleKeyDeletion", $"{{'KeyId':'{id}','PendingWindowInDays':7}}");
        await _kms.AskAsync("CancelKeyDeletion", $"{{'KeyId':'{id}'}}");
        Assert.Equal("DisabledException", await _kms.FailAsync("Decrypt", $"{{'CiphertextBlob':'{blob}'}}"));
        await _kms.AskAsync("EnableKey", $"{{'KeyId':'{id}'}}");
        Assert.Equal("none", await _kms.FailAsync("Decrypt", $"{{'CiphertextBlob':'{blob}'}}"));

        await _kms.AskAsync("ScheduleKeyDeletion", $"{{'KeyId':'{id}','PendingWindowInDays':7}}");
        _kms.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await _kms.Lifecycle.RunDueAsync(CancellationToken.None);
        Assert.Equal("KMSInvalidStateException", await _kms.FailAsync("Decrypt", $"{{'CiphertextBlob':'{blob}'}}"));
        _kms.Clock.Advance(TimeSpan.FromSeconds(1));
        await _kms.Lifecycle.RunDueAsync(CancellationToken.None);

        Assert.Equal("NotFoundException", await _kms.FailAsync("Decrypt", $"{{'CiphertextBlob':'{blob}'}}"));
        Assert.Empty((await _kms.AskAsync("ListAliases", "{}"))["Aliases"]!.AsArray());
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        HashSet<string> made = [];
        for (int i = 0; i < 5; i++)
        {
            made.Add(await _kms.CreateKeyAsync());
        }

        List<string> listed = [];
        string marker = "";
        do
        {
            JsonNode page = await _kms.AskAsync("ListKeys", $"{{'Limit':2{marker}}}");
            listed.AddRange(page["Keys"]!.AsArray().Select(key => (string)key!["KeyId"]!));
            marker = (bool)page["Truncated"]! ? $",'Marker':'{page["NextMarker"]}'" : "";
        }
        while (marker.Length > 0);

        Assert.Equal(made.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task A_ciphertext_is_encrypted_again_under_another_key_and_context()
    {
        string first = await _kms.CreateKeyAsync();
        string second = await _kms.CreateKeyAsync();
        string blob = await _kms.EncryptAsync(first, "{'a':'1'}");

        JsonNode again = await _kms.AskAsync(
            "ReEncrypt",
            $"{{'CiphertextBlob':'{blob}','SourceEncryptionContext':{{'a':'1'}},'DestinationKeyId':'{second}',"
            + "'DestinationEncryptionContext':{'b':'2'}}");

        Assert.Equal(KmsRig.ArnOf("key/" + first), (string?)again["SourceKeyId"]);
        JsonNode opened = await _kms.AskAsync(
            "Decrypt", $"{{'CiphertextBlob':'{again["CiphertextBlob"]}','EncryptionContext':{{'b':'2'}}}}");
        Assert.Equal(KmsRig.ArnOf("key/" + second), (string?)opened["KeyId"]);
        Assert.Equal(KmsRig.Base64("secret"), (string?)opened["Plaintext"]);
    }

    [Fact]
    public async Task A_data_key_comes_with_its_ciphertext_or_alone()
    {
        string id = await _kms.CreateKeyAsync();
        JsonNode made = await _kms.AskAsync("GenerateDataKey", $"{{'KeyId':'{id}','KeySpec':'AES_256'}}");
        JsonNode hidden = await _kms.AskAsync(
            "GenerateDataKeyWithoutPlaintext", $"{{'KeyId':'{id}','NumberOfBytes':20}}");

        JsonNode opened = await _kms.AskAsync("Decrypt", $"{{'CiphertextBlob':'{made["CiphertextBlob"]}'}}");
        Assert.Equal((string?)made["Plaintext"], (string?)opened["Plaintext"]);
        Assert.Equal(32, Convert.FromBase64String((string)made["Plaintext"]!).Length);
        Assert.Null(hidden["Plaintext"]);
    }

    [Fact]
    public async Task Policies_and_tags_are_given_back_as_they_were_put()
    {
        string id = await _kms.CreateKeyAsync(
            "{'Tags':[{'TagKey':'team','TagValue':'data'},{'TagKey':'a','TagValue':''}]}");
        Assert.Contains("kms:*", await PolicyAsync(), StringComparison.Ordinal);
        await _kms.AskAsync("PutKeyPolicy", $"{{'KeyId':'{id}','Policy':'{{\\'Statement\\': []}}'}}");
        await _kms.AskAsync("TagResource", $"{{'KeyId':'{id}','Tags':[{{'TagKey':'team','TagValue':'web'}}]}}");
        await _kms.AskAsync("UntagResource", $"{{'KeyId':'{id}','TagKeys':['a']}}");

        Assert.Equal("{\"Statement\": []}", await PolicyAsync());
        Assert.Equal(
            "[{\"TagKey\":\"team\",\"TagValue\":\"web\"}]",
            (await _kms.AskAsync("ListResourceTags", $"{{'KeyId':'{id}'}}"))["Tags"]!.ToJsonString());

        async Task<string> PolicyAsync() =>
            (string)(await _kms.AskAsync("GetKeyPolicy", $"{{'KeyId':'{id}'}}"))["Policy"]!;
    }

    public void Dispose() => _kms.Dispose();
}
