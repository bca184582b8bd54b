using System.Text.Json.Serialization;
using Tarn.Observability;

namespace Tarn.Crawlers.Background;

/// <summary>What is kept of a crawl that ran in the background.</summary>
public sealed record CrawlRecord
{
    /// <summary>Sortable by time.</summary>
    public required string Id { get; init; }

    public required string Crawler { get; init; }

    public required CrawlState State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }

    public int TablesCreated { get; init; }

    public int TablesChanged { get; init; }

    public int TablesDeleted { get; init; }

    public int PartitionsAdded { get; init; }

    public int PartitionsRemoved { get; init; }

    /// <summary>What those are told who want to know.</summary>
    [JsonIgnore]
    public WorkOutcome Outcome => new(
        WorkSubject.Crawler,
        Crawler,
        Id,
        State switch
        {
            CrawlState.Completed => WorkResult.Succeeded,
            CrawlState.Stopped => WorkResult.Stopped,
            _ => WorkResult.Failed,
        },
        StartedAt,
        EndedAt,
        Error);

    /// <summary>The same crawl with what came of it.</summary>
    internal CrawlRecord With(CrawlReport report)
    {
        string[] refused = [.. report.Tables
            .Where(table => table.Outcome == TableOutcome.Failed)
            .Select(table => $"{table.Name}: {string.Join("; ", table.Changes)}")];
        return this with
        {
            State = refused.Length == 0 ? CrawlState.Completed : CrawlState.Failed,
            Error = refused.Length == 0 ? null : string.Join(", ", refused),
            TablesCreated = report.Tables.Count(table => table.Outcome == TableOutcome.Created),
            TablesChanged = report.Tables.Count(table => table.Outcome == TableOutcome.Changed),
            TablesDeleted = report.Tables.Count(
                table => table.Outcome is TableOutcome.Deleted or TableOutcome.Deprecated),
            PartitionsAdded = report.Tables.Sum(table => table.PartitionsAdded),
            PartitionsRemoved = report.Tables.Sum(table => table.PartitionsRemoved),
        };
    }
}
