using Tarn.Catalog;
using Tarn.Catalog.External;
using Tarn.Catalog.Partitions;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Queries;

/// <summary>The rows of a managed table with <see cref="HiddenColumns"/>.</summary>
/// <param name="names">Of the hidden columns, in order.</param>
internal sealed class SnapshotFacts(
    TableSnapshot snapshot, IObjectStore store, string root, IReadOnlyList<string> names)
{
    private const string EnginePath = "tarn_engine_path";

    /// <summary>A SELECT of the table's columns and the hidden ones.</summary>
    /// <param name="files">Of the snapshot.</param>
    /// <exception cref="Tarn.Common.TarnException">As for <see cref="TableScan"/>.</exception>
    public async Task<string> SqlAsync(
        DuckConnection connection, IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        string rows = await TableScan.SqlAsync(
            connection, snapshot, files, store, root, EnginePath, cancellationToken);
        if (files.Count == 0)
        {
            return $"SELECT *, {SqlText.List(FileFacts.Nulls(names))} FROM ({rows})";
        }

        string columns = SqlText.List(names.Select(SqlText.Identifier));
        IEnumerable<string> facts = files.Select(file =>
        {
            string key = FileKey.Of(store, root, file.Path, FileKey.Table(store, root));
            ObjectInfo info = new(
                key, file.SizeBytes, DateTimeOffset.FromUnixTimeMilliseconds(file.ModifiedUnixMs), ETag: "");
            IEnumerable<string> values = names.Select(
                name => FileFacts.Of(name, store.Bucket, info, PartitionOf(file)));
            return $"({SqlText.List(values.Prepend(SqlText.Literal(store.EnginePath(key))))})";
        });
        return $"SELECT * EXCLUDE ({EnginePath}) FROM ({rows}) JOIN (VALUES {SqlText.List(facts)})"
            + $" AS facts({EnginePath}, {columns}) USING ({EnginePath})";
    }

    private string PartitionOf(DataFile file) => PartitionText.Of(
        snapshot.PartitionColumns,
        [.. snapshot.PartitionColumns.Select(column => snapshot.PartitionValue(file, column))]);
}
