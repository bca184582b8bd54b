using Tarn.Common;
using Tarn.Jobs.Extraction;

namespace Tarn.Jobs.Stored;

/// <summary>
/// Jobs that read one source: a run of one is as any other's, and lists of jobs do not have them.
/// </summary>
internal sealed class SourceJobs(IReadOnlyList<SourceStep> sources, IReadOnlyList<FeedStep> feeds)
{
    private const string Start = "source.";

    /// <summary>What the job is called that reads a source.</summary>
    public static string NameOf(string source) => Start + source;

    /// <summary>Null when it is no such job, or there is no such source.</summary>
    public KnownJob? Find(string name)
    {
        if (!name.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        string source = name[Start.Length..];
        TableName[] origins = [.. PartsOf(source).Select(part => part.Table)];
        return origins.Length == 0 ? null : new KnownJob
        {
            Name = name,
            ModelsJob = null,
            Models = [],
            Origins = origins,
            Source = source,
        };
    }

    /// <summary>What runs call the tables and feeds of a source that somebody names.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: the source has no such table and no such feed.</exception>
    public IReadOnlyList<string> Select(string source, IReadOnlyList<string> names) =>
    [
        .. names.Select(name => PartsOf(source)
                .Where(part => Same(part.Name, name) || Same(part.Table.ToString(), name))
                .Select(part => part.Table.ToString())
                .FirstOrDefault()
            ?? throw new TarnException(ErrorCodes.UnknownName, $"source '{source}' has no table '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, PartsOf(source).Select(part => part.Name)),
            }),
    ];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<(string Name, TableName Table)> PartsOf(string source) =>
    [
        .. feeds.Where(step => step.Source.Name == source).Select(step => (step.Feed.Name, step.Name)),
        .. sources.Where(step => step.Source.Name == source).Select(step => (step.Table.Name, step.Into)),
    ];
}
