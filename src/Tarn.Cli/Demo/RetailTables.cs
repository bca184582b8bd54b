using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Storage;

namespace Tarn.Cli.Demo;

/// <summary>
/// The raw tables of the retail lake. Its models read both, but who has files of one kind only gives its crawler
/// nothing to find the other in.
/// </summary>
internal static class RetailTables
{
    private static readonly ColumnEntry[] Columns =
    [
        Column("InvoiceNo", "string"), Column("StockCode", "string"), Column("Description", "string"),
        Column("Quantity", "int"), Column("InvoiceDate", "timestamp"), Column("UnitPrice", "double"),
        Column("CustomerID", "double"), Column("Country", "string"),
    ];

    /// <summary>Declares, empty, each table that has no files; the crawler takes it over when there are some.</summary>
    /// <returns>Names of the tables declared.</returns>
    public static async Task<IReadOnlyList<TableName>> AddMissingAsync(
        LakeHost lake, IObjectStore store, CancellationToken cancellationToken)
    {
        (TableName Name, StorageEntry Storage)[] tables =
        [
            (new TableName("raw", "sales"), new StorageEntry
            {
                Bucket = store.Bucket,
                Prefix = RetailInbox.SalesPrefix,
                Format = DataFormat.Csv,
                Csv = new DelimitedFormat(),
            }),
            (new TableName("raw", "web"), new StorageEntry
            {
                Bucket = store.Bucket,
                Prefix = RetailInbox.WebPrefix,
                Format = DataFormat.JsonLines,
            }),
        ];
        List<TableName> added = [];
        foreach ((TableName name, StorageEntry storage) in tables)
        {
            if (await lake.Entries.FindAsync(name, cancellationToken) is null
                && !await store.ListAsync(storage.Prefix, cancellationToken).AnyAsync(cancellationToken))
            {
                await lake.Entries.CreateAsync(Empty(name, storage), cancellationToken);
                added.Add(name);
            }
        }

        return added;
    }

    /// <summary>As the crawler would leave the table once its files are gone.</summary>
    private static TableEntry Empty(TableName name, StorageEntry storage) => new()
    {
        Name = name,
        Kind = EntryKind.External,
        Properties = new Dictionary<string, string> { [CrawlerDefinition.TableProperty] = "sales" },
        Columns = Columns,
        Storage = storage,
        IsDeprecated = true,
        ChangedBy = "demo",
        CreatedAt = default,
        UpdatedAt = default,
    };

    private static ColumnEntry Column(string name, string type) =>
        new(name.ToLowerInvariant(), type) { SourceName = name };
}
