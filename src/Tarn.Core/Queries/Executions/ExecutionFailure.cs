using Tarn.Queries.Errors;

namespace Tarn.Queries.Executions;

/// <summary>Why an execution did not succeed.</summary>
/// <param name="Reason">In one line, as Athena words it.</param>
/// <param name="Category">Whose fault it is.</param>
/// <param name="Type">The number of Athena's <c>ErrorType</c>.</param>
public sealed record ExecutionFailure(string Reason, AthenaErrorCategory Category, int Type)
{
    public const string Stopped = "Query cancelled by user";
    public const string Cutoff = "Bytes scanned limit was exceeded";
    public const string Interrupted = "GENERIC_INTERNAL_ERROR: the server ended while the statement waited or ran";

    internal static ExecutionFailure Of(AthenaError error) => new(error.Text, error.Category, error.Type);

    /// <summary>One that nobody but Tarn is to blame for.</summary>
    internal static ExecutionFailure Internal(string reason)
    {
        (AthenaErrorCategory category, int type) = AthenaErrorNames.Find(AthenaErrorNames.GenericInternal);
        return new ExecutionFailure(reason, category, type);
    }

    internal static ExecutionFailure ByUser(string reason)
    {
        (AthenaErrorCategory category, int type) = AthenaErrorNames.Find("USER_CANCELED");
        return new ExecutionFailure(reason, category, type);
    }
}
