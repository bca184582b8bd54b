using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.State;

namespace Tarn.Storage.Lifecycle;

/// <summary>
/// What the sweeper did, in the file <c>lifecycle.log</c> of the lake's state. The newest <see cref="RecordsMax"/> are
/// kept. One process at a time, which the lake's lock ensures.
/// </summary>
public sealed class LifecycleLog : IDisposable
{
    public const long RecordsMax = 100_000;

    private const string FileName = "lifecycle.log";

    private readonly CheckedLog _log;

    private LifecycleLog(CheckedLog log) => _log = log;

    /// <exception cref="Common.TarnException"><c>TN4007</c>: it is damaged.</exception>
    public static async Task<LifecycleLog> OpenAsync(string stateDirectory, CancellationToken cancellationToken) =>
        new(await CheckedLog.OpenAsync(Path.Join(stateDirectory, FileName), cancellationToken));

    /// <summary>Durable on return.</summary>
    public Task AppendAsync(IEnumerable<LifecycleRecord> records, CancellationToken cancellationToken) =>
        _log.AppendAsync(
            [.. records.Select(record => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(
                record, LifecycleJson.Default.LifecycleRecord))],
            cancellationToken);

    /// <summary>Forgets the oldest records when there are more than <see cref="RecordsMax"/>.</summary>
    public Task ShortenAsync(CancellationToken cancellationToken) => _log.LastSequence > RecordsMax
        ? _log.RemoveBeforeAsync(_log.LastSequence - RecordsMax + 1, cancellationToken)
        : Task.CompletedTask;

    /// <summary>All records, the oldest first, also while another process writes.</summary>
    /// <exception cref="Common.TarnException"><c>TN4007</c>: it is damaged.</exception>
    public static async IAsyncEnumerable<LifecycleRecord> ReadAsync(
        string stateDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Join(stateDirectory, FileName);
        if (!File.Exists(path))
        {
            yield break;
        }

        await foreach (LogFrame frame in CheckedLog.ReadFileAsync(path, cancellationToken))
        {
            yield return JsonSerializer.Deserialize(frame.Payload.Span, LifecycleJson.Default.LifecycleRecord)!;
        }
    }

    public void Dispose() => _log.Dispose();
}
