namespace Tarn.Jobs.Lineage.Events;

/// <summary>Where a lake tells what its runs read and wrote, as OpenLineage events.</summary>
public sealed record LineageSettings
{
    /// <summary>What names its jobs and tables among those of others.</summary>
    public required string Namespace { get; init; }

    /// <summary>A file that gets one event a line; null for none.</summary>
    public string? File { get; init; }

    /// <summary>A server that speaks OpenLineage, without the path of its endpoint; null for none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as a bearer token when there is one.</summary>
    public string? ApiKey { get; init; }
}
