using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Streams.Intake;

namespace Tarn.Protocols.Streams.Access;

/// <summary>Lets plain puts in: by a key of the stream, a key of the lake, or the signature of a webhook.</summary>
internal sealed class PutAccess(AccessKeys keys, ServiceGate gate, IIdSource idSource, TimeProvider timeProvider)
{
    private const string KeyHeader = "X-Api-Key";
    private const string BearerStart = "Bearer ";
    private const string Action = "firehose:PutRecord";

    /// <summary>Of the call, for conditions of policies; a lake has one region.</summary>
    private const string Region = "us-east-1";

    /// <summary>Lets the request in by its head.</summary>
    /// <param name="context">The request.</param>
    /// <param name="intake">Of the stream that it names.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    /// <returns>False when its body has to be looked at: it has a signature, and no key.</returns>
    /// <exception cref="PlainException">401, 403.</exception>
    public async ValueTask<bool> AdmitAsync(
        HttpContext context, StreamIntake intake, CancellationToken cancellationToken)
    {
        if (KeyOf(context.Request) is { } key)
        {
            await AdmitKeyAsync(context, intake, key, cancellationToken);
            return true;
        }

        return intake.Signature is { } signature && context.Request.Headers.ContainsKey(signature.Header)
            ? false
            : throw PlainException.Unknown(
                "a put needs a key, as Authorization: Bearer KEY or X-Api-Key: KEY, or the signature that the stream"
                + " asks for");
    }

    /// <summary>Lets a request in by its signature.</summary>
    /// <exception cref="PlainException">401.</exception>
    public void AdmitSigned(HttpRequest request, StreamIntake intake, byte[] body)
    {
        WebhookSignature signature = intake.Signature!;
        if (!WebhookSignatures.IsGood(
            signature, request.Headers[signature.Header].ToString(), body, timeProvider.GetUtcNow()))
        {
            throw PlainException.Unknown($"{signature.Header} is not the signature of this body, or is too old");
        }
    }

    private static string? KeyOf(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerStart, StringComparison.OrdinalIgnoreCase)
            ? authorization[BearerStart.Length..].Trim()
            : request.Headers.TryGetValue(KeyHeader, out var value) ? value.ToString() : null;
    }

    private async ValueTask AdmitKeyAsync(
        HttpContext context, StreamIntake intake, string key, CancellationToken cancellationToken)
    {
        if (intake.Keys.Any(known => IsSame(known, key)))
        {
            return;
        }

        int colon = key.IndexOf(':', StringComparison.Ordinal);
        AccessKey? caller = colon < 0 ? null : keys.Find(key[..colon]);
        if (caller is null || !IsSame(caller.Secret, key[(colon + 1)..]))
        {
            throw PlainException.Unknown(
                "the key is none of the stream's; a key of the lake is written as its id, ':' and its secret");
        }

        AwsCall call = new()
        {
            RequestId = idSource.NextId(),
            Http = context,
            Caller = caller,
            Region = Region,
        };
        if (await gate.FindRefusalAsync(context, call, Action, cancellationToken) is { } refusal)
        {
            throw PlainException.NotAllowed(refusal);
        }
    }

    /// <summary>In a time that tells neither how much of it is right nor how long it is.</summary>
    private static bool IsSame(string known, string told) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(known)), SHA256.HashData(Encoding.UTF8.GetBytes(told)));
}
