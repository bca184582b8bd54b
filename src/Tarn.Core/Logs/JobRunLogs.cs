using System.Runtime.CompilerServices;
using Tarn.Jobs.Runs;

namespace Tarn.Logs;

/// <summary>The logs of runs, a stream for each, named as Glue's clients know the run: <c>jr_</c> and its id.</summary>
public sealed class JobRunLogs(RunHistory history) : ILogSource
{
    private const int RunsMax = 1000;

    public string Group => "/aws-glue/jobs/output";

    public async Task<IReadOnlyList<LogStream>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await history.ListAsync(RunsMax, cancellationToken))
            .Where(report => history.HasLog(report.RunId))
            .Select(report => new LogStream($"jr_{report.RunId.ToLowerInvariant()}", report.RunId, report.StartedAt))];

    public async IAsyncEnumerable<LogEvent> ReadAsync(
        LogStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RunLogLine line in history.LogAsync(stream.Id, cancellationToken))
        {
            string step = line.Step is null ? "" : $"{line.Step}: ";
            yield return new LogEvent(line.At, line.At, $"{line.Level}: {step}{line.Text}");
        }
    }

    /// <summary>The reports of runs stay; they are the history.</summary>
    public async Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (RunReport report in await history.ListAsync(int.MaxValue, cancellationToken))
        {
            if (report.FinishedAt < moment)
            {
                history.DeleteLog(report.RunId);
            }
        }
    }
}
