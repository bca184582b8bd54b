using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Errors of the lake in the words of Glue.</summary>
internal static class GlueErrors
{
    public const string NotFound = "EntityNotFoundException";
    public const string InvalidInput = "InvalidInputException";

    private const string InternalError = "InternalServiceException";

    public static AwsException Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownTable or ErrorCodes.UnknownName => new(NotFound, TextOf(exception)),
        ErrorCodes.EntryExists => new("AlreadyExistsException", TextOf(exception)),
        ErrorCodes.StateConflict => new("ConcurrentModificationException", TextOf(exception)),
        ErrorCodes.BadEntry or ErrorCodes.BadArgument or ErrorCodes.BadKey or ErrorCodes.StatementNotAllowed
            or ErrorCodes.DuplicateTable or ErrorCodes.TableUnsupported => new(InvalidInput, TextOf(exception)),
        ErrorCodes.StorageFull => new(InternalError, TextOf(exception), 503),
        _ => new(InternalError, TextOf(exception), 500),
    };

    private static string TextOf(TarnException exception) =>
        exception.Hint is { } hint ? $"{exception.Message} ({hint})" : exception.Message;
}
