using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Catalog.Partitions;

namespace Tarn.Queries.Statements.Writing;

/// <summary>UNLOAD: files that belong to no table.</summary>
internal sealed class QueryUnload(StatementParts parts)
{
    private readonly TableFiles _files = new(parts);

    public async Task<StatementResult> RunAsync(Statement.Unload unload, CancellationToken cancellationToken)
    {
        StoragePlace location = unload.Location;
        await _files.RequireEmptyAsync(location, unload.Position, cancellationToken);
        FileTarget target = new(
            new StorageEntry { Bucket = location.Bucket, Prefix = location.Prefix },
            unload.Position,
            values => new FilePlace(PrefixOf(unload, values), NewPartition: null),
            (_, _) => Task.CompletedTask);
        long rows = await _files.WriteAsync(
            unload.Source,
            result =>
            {
                IReadOnlyList<ColumnEntry> all = QueryColumns.Of(result);
                (IReadOnlyList<ColumnEntry> columns, IReadOnlyList<ColumnEntry> keys) =
                    LastColumns.Split(all, unload.PartitionedBy, unload.Position);
                QueryColumns.RequirePlain(keys, unload.Position);
                return new RowLayout(columns, keys, all, unload.Format.FormOf(columns, isTable: false));
            },
            target,
            cancellationToken);
        return StatementResult.Wrote(rows);
    }

    private static string PrefixOf(Statement.Unload unload, IReadOnlyList<string?> values) =>
        values.Count == 0
            ? unload.Location.Prefix
            : $"{unload.Location.Prefix}{PartitionText.Of(unload.PartitionedBy, values)}/";
}
