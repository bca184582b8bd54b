namespace Tarn.Tables.Maintenance;

/// <summary>What a vacuum may delete.</summary>
public sealed record VacuumRequest
{
    /// <summary>
    /// For how long files stay after they left the table, so that versions of that age can be read; null is what the
    /// table says (<c>delta.deletedFileRetentionDuration</c>), else 7 days.
    /// </summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>
    /// Consents to a retention shorter than the table's: readers and writers at work may lose files they need.
    /// </summary>
    public bool AllowShortRetention { get; init; }
}
