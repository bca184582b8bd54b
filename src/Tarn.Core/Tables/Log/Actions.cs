using System.Text.Json.Nodes;
using Tarn.Tables.DeletionVectors;

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

    /// <summary>Format of the data files; the protocol knows only this one.</summary>
    public string Provider { get; init; } = "parquet";

    public required string SchemaString { get; init; }

    public required IReadOnlyList<string> PartitionColumns { get; init; }

    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public long? CreatedUnixMs { get; init; }
}

/// <param name="DataChange">False when the commit only rearranges rows (OPTIMIZE).</param>
internal sealed record AddAction(DataFile File, bool DataChange);

/// <param name="Path">Decoded, as in <see cref="DataFile.Path"/>.</param>
/// <param name="PartitionValues">Null when the writer left them out.</param>
internal sealed record RemoveAction(
    string Path,
    bool DataChange,
    long DeletedUnixMs,
    IReadOnlyDictionary<string, string?>? PartitionValues = null,
    long? SizeBytes = null)
{
    /// <summary>That of the file's version which is removed.</summary>
    public DeletionVector? DeletionVector { get; init; }

    /// <summary>The path as the add wrote it, when encoding <see cref="Path"/> gives something else.</summary>
    public string? LoggedPath { get; init; }

    public string Id => FileId.Of(Path, DeletionVector);
}

/// <summary>The protocol's <c>cdc</c> action: a file with the rows that a version changed ("Add CDC File").</summary>
/// <param name="File">Below <c>_change_data</c>; it has neither statistics nor a deletion vector.</param>
internal sealed record ChangeAction(DataFile File);

/// <summary>The protocol's <c>domainMetadata</c> action; a removed one is a tombstone.</summary>
internal sealed record DomainAction(string Domain, string Configuration, bool Removed);

/// <summary>The protocol's <c>sidecar</c> action of V2 checkpoints.</summary>
/// <param name="Path">Decoded: a file name below <c>_sidecars</c>, or an absolute path.</param>
internal sealed record SidecarAction(string Path);

/// <summary>
/// The actions of one version, or those of a checkpoint. The order of a commit's lines has no meaning.
/// </summary>
internal sealed record Commit
{
    public required long Version { get; init; }

    public ProtocolAction? Protocol { get; init; }

    public MetadataAction? Metadata { get; init; }

    public IReadOnlyList<AddAction> Adds { get; init; } = [];

    public IReadOnlyList<RemoveAction> Removes { get; init; } = [];

    /// <summary>When there are any, they alone tell which rows changed.</summary>
    public IReadOnlyList<ChangeAction> Changes { get; init; } = [];

    public IReadOnlyList<AppTransaction> Transactions { get; init; } = [];

    public IReadOnlyList<DomainAction> Domains { get; init; } = [];

    /// <summary>Of a V2 checkpoint.</summary>
    public IReadOnlyList<SidecarAction> Sidecars { get; init; } = [];

    /// <summary>What a V2 checkpoint says it stands for.</summary>
    public long? CheckpointVersion { get; init; }

    /// <summary>Free JSON about where the commit came from.</summary>
    public JsonObject? Info { get; init; }
}
