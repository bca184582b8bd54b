using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Kms;
using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.S3.Access;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.Signing;
using Tarn.Security;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Encryption;
using Tarn.Storage.Events;
using Tarn.Testing;
using Tarn.Tests.Protocols.Aws.Kms;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>A lake's S3 without a network: signed requests in, answers out.</summary>
internal sealed class S3Rig : IDisposable
{
    public const string Bucket = "rig-bucket";

    /// <summary>What notifications can start.</summary>
    public const string Job = "rig-job";

    private const string Host = "127.0.0.1:4577";

    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private RestoreService? _restores;
    private AwsEndpoint _endpoint;
    private AwsParts _parts;

    public S3Rig()
    {
        Directory.CreateDirectory(State);
        Key = new AccessKeys(State, _ids).GetRoot();
        Restart();
        Directory.CreateDirectory(_directory.Sub("data", Bucket));
    }

    /// <summary>All that S3 can be asked for.</summary>
    public IReadOnlyList<S3Operation> Operations
    {
        get
        {
            BucketPolicies policies = new(_parts.Buckets, Defaults.Settings);
            return S3Service.Create(_parts, Defaults, policies).Operations;
        }
    }

    public Buckets Buckets { get; private set; }

    /// <summary>How buckets encrypt.</summary>
    public BucketDefaults Defaults { get; private set; }

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>The bucket as the lake itself reads it.</summary>
    public LocalObjectStore Store => Buckets.GetLocal(Bucket);

    public KmsParts Kms { get; private set; }

    private string State => _directory.Sub(".tarn");

    public AccessKey Key { get; }

    public string Timestamp => SignatureTime.Format(Clock.GetUtcNow());

    public CredentialScope Scope => new(Timestamp[..8], "us-east-1", "s3");

    /// <summary>Begins anew with the objects, keys and settings that are on the disk.</summary>
    [MemberNotNull(nameof(_endpoint), nameof(_parts), nameof(Kms), nameof(Buckets), nameof(Defaults))]
    public void Restart()
    {
        EndRestores();
        DocumentStore documents = new(State, _ids);
        Kms = OpenKms(documents);
        Defaults = new BucketDefaults(documents, new Dictionary<string, EncryptionRule>());
        Buckets = new Buckets(_directory.Sub("data"), Clock, _ids)
        {
            Encryption = new BucketEncryption(Kms.Keyring, Kms.Contents, Defaults),
        };
        _restores = new RestoreService(Buckets, Clock, exception => throw exception);
        _parts = new AwsParts
        {
            Keys = new AccessKeys(State, _ids),
            Buckets = Buckets,
            Restores = _restores,
            Notifications = new NotificationParts(
                new NotificationStore(documents), (name, _) => Task.FromResult(name == Job)),
            Documents = documents,
            Kms = Kms,
            EncryptionDefaults = Defaults,
            StateDirectory = State,
            IdSource = _ids,
            TimeProvider = Clock,
        };
        _endpoint = AwsModule.Create(_parts);
    }

    /// <summary>The keys of buckets, read anew.</summary>
    public BucketKeys OpenBucketKeys() => new(Kms.Keyring, new DocumentStore(State, _ids), Clock);

    /// <summary>The object's file.</summary>
    public string PathOf(string key) => _directory.Sub("data", Bucket, key);

    /// <summary>Signs a request and sends it.</summary>
    /// <param name="method">Of HTTP.</param>
    /// <param name="target">Path below the bucket and query, encoded as on the wire: <c>key?tagging</c>.</param>
    /// <param name="body">Null for none.</param>
    /// <param name="headers">All are signed.</param>
    public Task<S3Answer> SendAsync(
        string method, string target, string? body = null, params (string Name, string Value)[] headers)
    {
        byte[] content = Encoding.UTF8.GetBytes(body ?? "");
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return SendAsync(Sign(method, target, hash, headers), content);
    }

    /// <summary>The head of a request, signed with what stands for its body.</summary>
    public RequestHead Sign(
        string method, string target, string payload, params (string Name, string Value)[] headers)
    {
        string full = $"/{Bucket}{(target.StartsWith('?') || target.Length == 0 ? "" : "/")}{target}";
        int question = full.IndexOf('?', StringComparison.Ordinal);
        RequestHead head = new(
            method,
            question < 0 ? full : full[..question],
            question < 0 ? "" : full[(question + 1)..],
            [
                new("host", Host), new("x-amz-content-sha256", payload), new("x-amz-date", Timestamp),
                .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value)),
            ]);
        SignatureClaim claim = new()
        {
            AccessKeyId = Key.Id,
            Scope = Scope,
            SignedHeaders = [.. head.Headers.Select(header => header.Key).Order(StringComparer.Ordinal)],
            Signature = "",
            Timestamp = Timestamp,
            SignedAt = Clock.GetUtcNow(),
        };
        string canonical = CanonicalRequest.Build(head, claim, payload);
        string signature = new SigningKey(Key.Secret, Scope).Sign(
            $"AWS4-HMAC-SHA256\n{Timestamp}\n{Scope}\n{CanonicalRequest.Hash(canonical)}");
        string authorization = $"AWS4-HMAC-SHA256 Credential={Key.Id}/{Scope},"
            + $" SignedHeaders={string.Join(';', claim.SignedHeaders)}, Signature={signature}";
        return head with { Headers = [.. head.Headers, new("authorization", authorization)] };
    }

    /// <summary>Sends a request as it is.</summary>
    public async Task<S3Answer> SendAsync(RequestHead head, byte[] content)
    {
        DefaultHttpContext context = new();
        context.Request.Method = head.Method;
        context.Request.Path = new PathString(Uri.UnescapeDataString(head.RawPath));
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget =
            head.RawQuery.Length == 0 ? head.RawPath : $"{head.RawPath}?{head.RawQuery}";
        foreach ((string name, string value) in head.Headers)
        {
            context.Request.Headers.Append(name, value);
        }

        context.Request.ContentLength = content.Length;
        context.Request.Body = new MemoryStream(content);
        using MemoryStream answer = new();
        context.Response.Body = answer;
        await _endpoint.HandleAsync(context);
        return new S3Answer(
            context.Response.StatusCode,
            context.Response.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>A body in one signed chunk, and what the request's head says of it.</summary>
    public (RequestHead Head, byte[] Content) Chunked(string target, string body)
    {
        const string Payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        int length = Encoding.UTF8.GetByteCount(body);
        RequestHead head = Sign(
            "PUT",
            target,
            Payload,
            ("content-encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", length.ToString(CultureInfo.InvariantCulture)));
        string previous = head.Header("authorization")!.Split("Signature=")[1];
        StringBuilder framed = new();
        foreach (string chunk in new[] { body, "" })
        {
            previous = new SigningKey(Key.Secret, Scope).Sign(string.Join(
                '\n',
                "AWS4-HMAC-SHA256-PAYLOAD",
                Timestamp,
                Scope.ToString(),
                previous,
                CanonicalRequest.Hash(""),
                CanonicalRequest.Hash(chunk)));
            framed.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(chunk):x};chunk-signature=")
                .Append(previous).Append("\r\n").Append(chunk).Append("\r\n");
        }

        return (head, Encoding.UTF8.GetBytes(framed.ToString()));
    }

    private KmsParts OpenKms(DocumentStore documents) =>
        KmsRig.Open(new MasterKeyOptions { FilePath = _directory.Sub("master.key") }, documents, _ids, Clock);

    public void Dispose()
    {
        EndRestores();
        _directory.Dispose();
    }

    /// <summary>What runs in the background ends at once: nothing that it waits for needs this thread.</summary>
    private void EndRestores() => _restores?.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
