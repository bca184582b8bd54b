using Tarn.Engine;
using Tarn.Engine.Values;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>Reads the rows of <see cref="CheckpointSql.OtherActions"/> into a commit without file actions.</summary>
internal sealed class OtherActions
{
    private readonly List<AppTransaction> _transactions = [];
    private readonly List<DomainAction> _domains = [];
    private readonly List<SidecarAction> _sidecars = [];
    private ProtocolAction? _protocol;
    private MetadataAction? _metadata;
    private long? _version;

    public void Take(RowBatch batch, int row)
    {
        object?[] values = batch.GetRow(row);
        if (values[0] is StructValue protocol)
        {
            _protocol = new ProtocolAction(
                (int)Number(protocol, "minReaderVersion"),
                (int)Number(protocol, "minWriterVersion"),
                Texts(protocol["readerFeatures"]),
                Texts(protocol["writerFeatures"]));
        }

        if (values[1] is StructValue metadata)
        {
            _metadata = Metadata(metadata);
        }

        if (values[2] is StructValue txn)
        {
            _transactions.Add(new AppTransaction(Text(txn, "appId"), Number(txn, "version"))
            {
                UpdatedUnixMs = txn["lastUpdated"] is long updated ? updated : null,
            });
        }

        if (values[3] is StructValue domain)
        {
            _domains.Add(new DomainAction(
                Text(domain, "domain"), (string?)domain["configuration"] ?? "", domain["removed"] is true));
        }

        if (values[4] is StructValue sidecar)
        {
            _sidecars.Add(new SidecarAction(LogUri.Decode(Text(sidecar, "path"))));
        }

        if (values[5] is StructValue checkpoint)
        {
            _version = Number(checkpoint, "version");
        }
    }

    public Commit ToCommit(long version) => new()
    {
        Version = version,
        Protocol = _protocol,
        Metadata = _metadata,
        Transactions = _transactions,
        Domains = _domains,
        Sidecars = _sidecars,
        CheckpointVersion = _version,
    };

    private static MetadataAction Metadata(StructValue metadata) => new()
    {
        Id = Text(metadata, "id"),
        Name = (string?)metadata["name"],
        Description = (string?)metadata["description"],
        Provider = (metadata["format"] as StructValue)?["provider"] as string ?? "parquet",
        SchemaString = Text(metadata, "schemaString"),
        PartitionColumns = Texts(metadata["partitionColumns"]) ?? [],
        Configuration = metadata["configuration"] is MapValue configuration
            ? MapTexts.Read(configuration)
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Value!)
            : new Dictionary<string, string>(),
        CreatedUnixMs = metadata["createdTime"] is long created ? created : null,
    };

    private static string[]? Texts(object? list) => list is object?[] items ? [.. items.OfType<string>()] : null;

    private static string Text(StructValue action, string field) =>
        action[field] as string ?? throw new FormatException($"an action lacks {field}");

    private static long Number(StructValue action, string field) => action[field] switch
    {
        int number => number,
        long number => number,
        _ => throw new FormatException($"an action lacks {field}"),
    };
}
