using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Query;

/// <summary>What the query family says of signatures.</summary>
internal static class QueryErrors
{
    public static AwsException AccessDenied(string reason) => new("AccessDenied", reason, 403);

    public static AwsException Of(SignatureException exception) => exception.Problem switch
    {
        SignatureProblem.Missing => new("MissingAuthenticationToken", exception.Message, 403),
        SignatureProblem.Malformed => new("IncompleteSignature", exception.Message, 400),
        SignatureProblem.UnknownKey => new(
            "InvalidClientTokenId", $"The security token included in the request is invalid: {exception.Message}", 403),
        SignatureProblem.BadToken => new("InvalidClientTokenId", exception.Message, 403),
        SignatureProblem.ExpiredToken => new("ExpiredToken", exception.Message, 403),
        SignatureProblem.Skewed or SignatureProblem.Expired => new(
            "SignatureDoesNotMatch", $"Signature expired: {exception.Message}", 403),
        _ => new("SignatureDoesNotMatch", exception.Message, 403),
    };
}
