using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>What the JSON family says of signatures.</summary>
internal static class JsonErrors
{
    public static AwsException AccessDenied(string reason) => new("AccessDeniedException", reason);

    public static AwsException Of(SignatureException exception) => exception.Problem switch
    {
        SignatureProblem.Missing => new("MissingAuthenticationTokenException", exception.Message, 403),
        SignatureProblem.Malformed => new("IncompleteSignatureException", exception.Message, 403),
        SignatureProblem.UnknownKey => new(
            "UnrecognizedClientException",
            $"The security token included in the request is invalid: {exception.Message}",
            403),
        SignatureProblem.BadToken => new("UnrecognizedClientException", exception.Message, 403),
        SignatureProblem.ExpiredToken => new("ExpiredTokenException", exception.Message, 403),
        SignatureProblem.Skewed or SignatureProblem.Expired => new(
            "InvalidSignatureException", $"Signature expired: {exception.Message}", 403),
        _ => new("InvalidSignatureException", exception.Message, 403),
    };
}
