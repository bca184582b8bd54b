using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>The lake's errors in the words of EventBridge Scheduler.</summary>
internal static class SchedulerErrors
{
    public static AwsException? Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownName => NotFound(exception.Message),
        ErrorCodes.EntryExists or ErrorCodes.StateConflict => Conflict(exception.Message),
        ErrorCodes.BadArgument or ErrorCodes.StatementNotAllowed => Invalid(
            exception.Hint is { } hint ? $"{exception.Message}; {hint}" : exception.Message),
        _ => null,
    };

    public static AwsException NotFound(string message) => new("ResourceNotFoundException", message, 404);

    public static AwsException Conflict(string message) => new("ConflictException", message, 409);

    public static AwsException Invalid(string message) => new("ValidationException", message);
}
