using Tarn.Engine;

namespace Tarn.Catalog.Files;

/// <summary>How the files of a raw table are read.</summary>
internal sealed record FileScanOptions
{
    /// <summary>Takes what feeds the statements, for as long as they may run.</summary>
    public required FileFeeds Feeds { get; init; }

    /// <summary>Makes SQL of a list of paths of files with the same columns.</summary>
    public Func<IReadOnlyList<string>, string> ListSql { get; init; } = SqlText.Paths;

    /// <summary>Whether complaints tell the value that cannot be converted.</summary>
    public bool QuotesValues { get; init; } = true;

    /// <summary>Takes rows of JSON lines that are no record, which are left out then; null: they are rows.</summary>
    public UnreadableRows? Unreadable { get; init; }
}
