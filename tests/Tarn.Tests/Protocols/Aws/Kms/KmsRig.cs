using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage.Encryption;
using Tarn.Testing;

namespace Tarn.Tests.Protocols.Aws.Kms;

/// <summary>A lake's KMS without a network: JSON in, JSON or the name of an error out.</summary>
internal sealed class KmsRig : IDisposable
{
    public const string Region = "eu-central-1";

    private readonly TemporaryDirectory _directory = new();
    private readonly JsonService _service;

    public KmsRig()
    {
        SequentialIdSource ids = new();
        KmsParts parts = Open(
            new MasterKeyOptions { FilePath = _directory.Sub("master.key") },
            new DocumentStore(_directory.Sub(".tarn"), ids),
            ids,
            Clock);
        Lifecycle = parts.Lifecycle;
        _service = KmsService.Create(parts);
    }

    public ManualTimeProvider Clock { get; } = new();

    public KeyLifecycle Lifecycle { get; }

    /// <summary>The keyring of a lake.</summary>
    public static KmsParts Open(
        MasterKeyOptions options, DocumentStore documents, IIdSource ids, TimeProvider clock)
    {
        Keyring keyring = new(options, documents, ids, clock);
        BucketKeys bucketKeys = new(keyring, documents, clock);
        return new KmsParts
        {
            Keyring = keyring,
            Lifecycle = new KeyLifecycle(keyring, bucketKeys, clock),
            Contents = new ContentKeys(keyring, bucketKeys),
        };
    }

    public static string ArnOf(string resource) => $"arn:aws:kms:{Region}:000000000000:{resource}";

    /// <summary>The answer of an operation that succeeds.</summary>
    /// <param name="request">JSON with ' instead of ".</param>
    public async Task<JsonNode> AskAsync(string operation, string request)
    {
        byte[] answer = await _service.Operations[operation].RunAsync(
            Encoding.UTF8.GetBytes(request.Replace('\'', '"')),
            new AwsCall
            {
                RequestId = "1",
                Http = new DefaultHttpContext(),
                Caller = new AccessKey("default", "AKIATEST", "secret"),
                Region = Region,
            },
            CancellationToken.None);
        return JsonNode.Parse(answer)!;
    }

    /// <summary>The code of the error that an operation ends in; "none" when it succeeds.</summary>
    public async Task<string> FailAsync(string operation, string request)
    {
        try
        {
            await AskAsync(operation, request);
            return "none";
        }
        catch (AwsException exception)
        {
            return exception.Code;
        }
        catch (TarnException exception)
        {
            return _service.Translate(exception)?.Code ?? exception.Code;
        }
    }

    /// <returns>The id of a new key.</returns>
    public async Task<string> CreateKeyAsync(string request = "{}") =>
        (string)(await AskAsync("CreateKey", request))["KeyMetadata"]!["KeyId"]!;

    public async Task<string> EncryptAsync(string keyId, string context = "{}")
    {
        string request = $"{{'KeyId':'{keyId}','Plaintext':'{Base64("secret")}','EncryptionContext':{context}}}";
        return (string)(await AskAsync("Encrypt", request))["CiphertextBlob"]!;
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public void Dispose() => _directory.Dispose();
}
