using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>The lake's errors in IAM's words.</summary>
internal static class IamErrors
{
    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => new("NoSuchEntity", exception.Message, 404),
        ErrorCodes.IdentityExists => new("EntityAlreadyExists", exception.Message, 409),
        ErrorCodes.IdentityInUse => new("DeleteConflict", exception.Message, 409),
        ErrorCodes.IdentityLimit => new("LimitExceeded", exception.Message, 409),
        ErrorCodes.BadPolicy => new("MalformedPolicyDocument", exception.Message),
        ErrorCodes.BadArgument => new("ValidationError", exception.Message),
        ErrorCodes.StorageFull or ErrorCodes.StorageFailed => new("ServiceFailure", exception.Message, 500),
        _ => null,
    };
}
