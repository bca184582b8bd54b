using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Tagging;

/// <summary>What the service says of requests that it does not take, and the lake's errors in its words.</summary>
internal static class TaggingErrors
{
    public const string InvalidParameter = "InvalidParameterException";
    public const string Internal = "InternalServiceException";

    public static AwsException Invalid(string message) => new(InvalidParameter, message);

    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.StorageFull or ErrorCodes.StorageFailed => new(Internal, exception.Message, 500),
        ErrorCodes.StateConflict => new("ThrottledException", exception.Message),
        _ => Invalid(exception.Message),
    };
}
