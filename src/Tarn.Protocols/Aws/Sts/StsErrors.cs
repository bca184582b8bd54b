using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>What STS says of requests it does not take, and the lake's errors in its words.</summary>
internal static class StsErrors
{
    public static AwsException Invalid(string message) => new("ValidationError", message);

    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.BadArgument or ErrorCodes.UnknownName => Invalid(exception.Message),
        ErrorCodes.StorageFull or ErrorCodes.StorageFailed => new("InternalFailure", exception.Message, 500),
        _ => null,
    };
}
