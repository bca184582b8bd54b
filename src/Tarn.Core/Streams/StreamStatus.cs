namespace Tarn.Streams;

/// <summary>A stream and how it is doing, since the process that serves it started unless said otherwise.</summary>
public sealed record StreamStatus
{
    public required KnownStream Stream { get; init; }

    /// <summary>Acknowledged.</summary>
    public required long IncomingRecords { get; init; }

    public required long IncomingBytes { get; init; }

    public required long DeliveredRecords { get; init; }

    public required long DeliveredBytes { get; init; }

    public required long DeliveredObjects { get; init; }

    /// <summary>Records that went to the error prefix.</summary>
    public required long FailedRecords { get; init; }

    /// <summary>Records that were refused because the stream was asked for more than it takes.</summary>
    public required long ThrottledRecords { get; init; }

    /// <summary>Acknowledged and not delivered yet, whichever process acknowledged them.</summary>
    public required long WaitingRecords { get; init; }

    public required long WaitingBytes { get; init; }

    /// <summary>How long the oldest of them has waited; zero when none does.</summary>
    public required TimeSpan OldestAge { get; init; }

    /// <summary>Tries to deliver that failed, in a row; 0 when the last one succeeded.</summary>
    public required int FailedTries { get; init; }

    /// <summary>Why the last try failed; null when it succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>What of its log could not be read when it was opened: set aside, and listed here.</summary>
    public IReadOnlyList<WriteAhead.LogDamage> Damages { get; init; } = [];
}
