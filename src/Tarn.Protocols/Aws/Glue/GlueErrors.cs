using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Errors of the lake in the words of Glue.</summary>
internal static class GlueErrors
{
    public const string NotFound = "EntityNotFoundException";
    public const string InvalidInput = "InvalidInputException";

    /// <summary>A run of a workflow is not as the request needs it.</summary>
    public const string IllegalState = "IllegalWorkflowStateException";

    private const string InternalError = "InternalServiceException";

    public static AwsException Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.UnknownTable or ErrorCodes.UnknownName => new(NotFound, TextOf(exception)),
        ErrorCodes.EntryExists => new("AlreadyExistsException", TextOf(exception)),
        ErrorCodes.StateConflict => new("ConcurrentModificationException", TextOf(exception)),
        ErrorCodes.BadEntry or ErrorCodes.BadArgument or ErrorCodes.BadKey or ErrorCodes.StatementNotAllowed
            or ErrorCodes.DuplicateTable or ErrorCodes.TableUnsupported => new(InvalidInput, TextOf(exception)),
        ErrorCodes.WorkflowBusy => new("ConcurrentRunsExceededException", TextOf(exception)),
        ErrorCodes.WorkflowEnded => new(IllegalState, TextOf(exception)),
        ErrorCodes.StorageFull => new(InternalError, TextOf(exception), 503),
        _ => new(InternalError, TextOf(exception), 500),
    };

    /// <summary>The request asks for what cannot be.</summary>
    public static AwsException Invalid(string message) => new(InvalidInput, message);

    /// <summary>Says that something of the request is not done here, when it is there.</summary>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: it is there.</exception>
    public static void Refuse(bool isThere, string what)
    {
        if (isThere)
        {
            throw Invalid($"not supported: {what}");
        }
    }

    private static string TextOf(TarnException exception) =>
        exception.Hint is { } hint ? $"{exception.Message} ({hint})" : exception.Message;
}
