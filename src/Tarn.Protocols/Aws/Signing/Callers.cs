using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>Tells who sends a request whose body is read whole before anything is done.</summary>
internal static class Callers
{
    /// <returns>Who signed, and for what.</returns>
    /// <exception cref="SignatureException">It is not signed, or not by a key of the lake.</exception>
    public static (AwsCall Call, CredentialScope Scope) Authenticate(
        this SignatureVerifier verifier, HttpContext context, ReadOnlySpan<byte> body, string requestId)
    {
        VerifiedSignature signature = verifier.Verify(RequestHeads.Of(context), CanonicalRequest.Hash(body))
            ?? throw new SignatureException(SignatureProblem.Missing, "Request is missing Authentication Token");
        AwsCall call = new()
        {
            RequestId = requestId,
            Http = context,
            Caller = signature.AccessKey,
            Region = signature.Scope.Region,
        };
        return (call, signature.Scope);
    }
}
