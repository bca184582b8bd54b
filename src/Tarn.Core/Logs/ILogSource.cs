namespace Tarn.Logs;

/// <summary>A group whose streams come about by themselves: those of jobs' runs, those of crawls.</summary>
public interface ILogSource
{
    string Group { get; }

    Task<IReadOnlyList<LogStream>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The stream's events in their order.</summary>
    IAsyncEnumerable<LogEvent> ReadAsync(LogStream stream, CancellationToken cancellationToken);

    /// <summary>Deletes what ended before the moment.</summary>
    Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken);
}
