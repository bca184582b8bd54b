using System.Text.Json.Nodes;

namespace Tarn.Tables.Log;

/// <summary>The protocol's <c>protocol</c> action; the feature lists are null below reader 3 and writer 7.</summary>
internal sealed record ProtocolAction(
    int MinReaderVersion,
    int MinWriterVersion,
    IReadOnlyList<string>? ReaderFeatures = null,
    IReadOnlyList<string>? WriterFeatures = null);

/// <summary>The protocol's <c>metaData</c> action.</summary>
internal sealed record MetadataAction
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required string SchemaString { get; init; }

    public required IReadOnlyList<string> PartitionColumns { get; init; }

    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public long? CreatedUnixMs { get; init; }
}

/// <param name="DataChange">False when the commit only rearranges rows (OPTIMIZE).</param>
/// <param name="HasDeletionVector">True when some rows of the file are deleted.</param>
internal sealed record AddAction(DataFile File, bool DataChange, bool HasDeletionVector = false);

/// <param name="Path">Decoded, as in <see cref="DataFile.Path"/>.</param>
/// <param name="PartitionValues">Null when the writer left them out.</param>
internal sealed record RemoveAction(
    string Path,
    bool DataChange,
    long DeletedUnixMs,
    IReadOnlyDictionary<string, string?>? PartitionValues = null,
    long? SizeBytes = null);

/// <summary>The actions of one version. The order of a commit's lines has no meaning.</summary>
internal sealed record Commit
{
    public required long Version { get; init; }

    public ProtocolAction? Protocol { get; init; }

    public MetadataAction? Metadata { get; init; }

    public IReadOnlyList<AddAction> Adds { get; init; } = [];

    public IReadOnlyList<RemoveAction> Removes { get; init; } = [];

    public IReadOnlyList<AppTransaction> Transactions { get; init; } = [];

    /// <summary>Free JSON about where the commit came from.</summary>
    public JsonObject? Info { get; init; }
}
