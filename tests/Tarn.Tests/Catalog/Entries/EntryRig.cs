using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.State;
using Tarn.Testing;

namespace Tarn.Tests.Catalog.Entries;

/// <summary>A catalog in a directory of its own, at a time that stands still.</summary>
internal sealed class EntryRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public EntryRig()
    {
        Documents = new DocumentStore(_directory.Path, Ids);
        Store = Open();
    }

    public ManualTimeProvider Time { get; } = new();

    public SequentialIdSource Ids { get; } = new();

    public DocumentStore Documents { get; }

    public CatalogStore Store { get; }

    /// <summary>The catalog as another process opens it.</summary>
    public CatalogStore Open() => new(Documents, Time, Ids);

    public static TableEntry Events(string name = "raw.events") => new()
    {
        Name = TableName.Parse(name),
        Kind = EntryKind.External,
        Columns = [new ColumnEntry("id", "bigint"), new ColumnEntry("city", "string") { Comment = "where" }],
        PartitionKeys = [new ColumnEntry("day", "date"), new ColumnEntry("hour", "int")],
        Storage = new StorageEntry { Bucket = "lake-raw", Prefix = "events/", Format = DataFormat.JsonLines },
        CreatedAt = default,
        UpdatedAt = default,
    };

    public void Dispose() => _directory.Dispose();
}
