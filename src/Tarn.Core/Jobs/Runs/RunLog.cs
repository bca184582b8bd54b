using System.Text.Json;
using Tarn.State;

namespace Tarn.Jobs.Runs;

/// <summary>Writes one run's log.</summary>
internal sealed class RunLog(CheckedLog log, TimeProvider timeProvider) : IDisposable
{
    public Task InfoAsync(string? step, string text) => WriteAsync("info", step, text);

    public Task WarnAsync(string? step, string text) => WriteAsync("warning", step, text);

    public Task ErrorAsync(string? step, string text) => WriteAsync("error", step, text);

    public void Dispose() => log.Dispose();

    private Task<long> WriteAsync(string level, string? step, string text)
    {
        RunLogLine line = new(timeProvider.GetUtcNow(), level, step, text);
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(line, JobsJson.Default.RunLogLine);

        // A log line must not be lost because the run was cancelled: it says so.
        return log.AppendAsync(payload, CancellationToken.None);
    }
}
