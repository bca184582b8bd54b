using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Errors;

/// <summary>
/// Names for errors that keep their own words: limits, and all that has no words of Athena's. What is no fault of the
/// statement is an internal error, with our message.
/// </summary>
internal static class LimitWords
{
    public static Wording Of(TarnException exception)
    {
        string message = exception is EngineException engine ? engine.Lines[0] : exception.Message;
        return new Wording(NameOf(exception), message);
    }

    private static string NameOf(TarnException exception) => exception.Code switch
    {
        ErrorCodes.TimeLimit => "EXCEEDED_TIME_LIMIT",
        ErrorCodes.ScanLimit => "EXCEEDED_SCAN_LIMIT",
        ErrorCodes.RowLimit => "QUERY_REJECTED",
        ErrorCodes.StatementTooLarge => exception is StatementException { Position: 0 }
            ? "QUERY_TEXT_TOO_LARGE"
            : "QUERY_REJECTED",
        ErrorCodes.OutOfMemory or ErrorCodes.MemoryLimit => "EXCEEDED_LOCAL_MEMORY_LIMIT",
        ErrorCodes.StorageFull => "OUT_OF_SPILL_SPACE",
        ErrorCodes.QueryCancelled or ErrorCodes.Interrupted => "USER_CANCELED",
        ErrorCodes.SqlSyntax => "SYNTAX_ERROR",
        ErrorCodes.SqlBinding => "INVALID_ARGUMENTS",
        ErrorCodes.ModelCycle => "VIEW_IS_RECURSIVE",
        ErrorCodes.ConversionFailed => "INVALID_CAST_ARGUMENT",
        ErrorCodes.StatementNotAllowed or ErrorCodes.TableUnsupported => "NOT_SUPPORTED",
        ErrorCodes.UnknownName or ErrorCodes.UnknownTable or ErrorCodes.VersionGone => "NOT_FOUND",
        ErrorCodes.EntryExists => "ALREADY_EXISTS",
        ErrorCodes.BadEntry => "INVALID_TABLE_PROPERTY",
        ErrorCodes.LakeLocked => "TRANSACTION_CONFLICT",
        ErrorCodes.QueryFailed => OfEngine(exception),
        _ => AthenaErrorNames.GenericInternal,
    };

    private static string OfEngine(TarnException exception) => exception is not EngineException engine
        ? AthenaErrorNames.GenericUser
        : engine.Kind switch
        {
            EngineErrorKind.OutOfRange => "NUMERIC_VALUE_OUT_OF_RANGE",
            EngineErrorKind.InvalidInput => "INVALID_FUNCTION_ARGUMENT",
            EngineErrorKind.NotImplemented => "NOT_SUPPORTED",
            EngineErrorKind.Permission => "PERMISSION_DENIED",
            EngineErrorKind.Binder or EngineErrorKind.Catalog => AthenaErrorNames.GenericUser,
            _ => AthenaErrorNames.GenericInternal,
        };
}
