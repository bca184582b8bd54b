using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>The lake's errors in the words of SNS.</summary>
internal static class SnsErrors
{
    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => NotFound("Topic does not exist"),
        ErrorCodes.BadArgument => Invalid(exception.Message),
        _ => null,
    };

    public static AwsException NotFound(string message) => new("NotFound", message, 404);

    public static AwsException Invalid(string reason) => new("InvalidParameter", $"Invalid parameter: {reason}");
}
