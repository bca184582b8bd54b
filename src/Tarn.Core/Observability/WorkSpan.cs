using System.Diagnostics;
using System.Text.Json;
using Tarn.Common;

namespace Tarn.Observability;

/// <summary>A piece of work while it is done. It is told facts and codes, never texts that may hold data.</summary>
/// <param name="activity">Null when nobody listens.</param>
internal sealed class WorkSpan(Activity? activity)
{
    private const string ErrorName = "error.type";
    private const string Failed = "failed";
    private const string Cancelled = "cancelled";

    /// <summary>How it ended, as <c>up_to_date</c>.</summary>
    public string Outcome { get; private set; } = "succeeded";

    public void Tell(string name, object? value) => activity?.SetTag(name, value);

    /// <param name="outcome">The state it came to.</param>
    /// <param name="error">What kind of error that is, such as a code; null when it is none.</param>
    public void End<TState>(TState outcome, string? error)
        where TState : struct, Enum
    {
        Outcome = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
        if (error is not null)
        {
            MarkAsError(error);
        }
    }

    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            Outcome = Cancelled;
            return;
        }

        Outcome = Failed;
        MarkAsError(exception is TarnException known ? known.Code : exception.GetType().FullName!);
    }

    private void MarkAsError(string error)
    {
        activity?.SetTag(ErrorName, error);
        activity?.SetStatus(ActivityStatusCode.Error);
    }
}
