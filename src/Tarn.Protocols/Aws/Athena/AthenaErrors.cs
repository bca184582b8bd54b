using Tarn.Common;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Errors;

namespace Tarn.Protocols.Aws.Athena;

/// <summary>
/// What Athena says of requests that it does not take; statements that fail later are no errors of it.
/// </summary>
internal static class AthenaErrors
{
    public const string InvalidInput = "INVALID_INPUT";

    private const string InternalError = "InternalServerException";

    public static AwsException Of(TarnException exception) => exception.Code switch
    {
        ErrorCodes.BadArgument or ErrorCodes.UnknownName or ErrorCodes.BadEntry => Invalid(exception.Message),
        ErrorCodes.StateConflict => Invalid("IDEMPOTENT_PARAMETER_MISMATCH", exception.Message),
        ErrorCodes.StorageFull => new(InternalError, exception.Message, 503),
        _ => new(InternalError, exception.Message, 500),
    };

    /// <summary>Whether the error is the statement's, found when it came.</summary>
    public static bool IsOfStatement(TarnException exception) => exception.Code is
        ErrorCodes.SqlSyntax or ErrorCodes.SqlBinding or ErrorCodes.QueryFailed
        or ErrorCodes.StatementNotAllowed or ErrorCodes.StatementTooLarge;

    /// <summary>A statement that Athena refuses when it comes.</summary>
    /// <param name="sql">The statement.</param>
    public static AwsException OfStatement(TarnException exception, string sql)
    {
        string text = AthenaError.Of(exception, sql).Text;
        const string syntax = "SYNTAX_ERROR: ";
        return Invalid(
            "MALFORMED_QUERY", text.StartsWith(syntax, StringComparison.Ordinal) ? text[syntax.Length..] : text);
    }

    public static AwsException Invalid(string message) => Invalid(InvalidInput, message);

    public static AwsException Invalid(string code, string message) => new("InvalidRequestException", message)
    {
        Details = [new("AthenaErrorCode", code)],
    };

    public static AwsException NoExecution(string id) =>
        Invalid("QUERY_EXECUTION_NOT_FOUND", $"QueryExecution {id} was not found");

    public static AwsException Metadata(string message) => new("MetadataException", message);
}
