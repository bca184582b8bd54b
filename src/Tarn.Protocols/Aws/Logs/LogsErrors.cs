using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>The lake's errors in the words of CloudWatch Logs.</summary>
internal static class LogsErrors
{
    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => new("ResourceNotFoundException", exception.Message),
        ErrorCodes.BadArgument => Invalid(exception.Message),
        ErrorCodes.StorageFull or ErrorCodes.StorageFailed =>
            new("ServiceUnavailableException", exception.Message, 500),
        _ => null,
    };

    public static AwsException Invalid(string message) => new("InvalidParameterException", message);

    public static AwsException Exists(string kind) =>
        new("ResourceAlreadyExistsException", $"The specified {kind} already exists");
}
