using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Catalog.Partitions;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>
/// Makes the SELECTs that read the files of a table of one format: one for each shape that files have.
/// </summary>
/// <param name="table">Has a storage.</param>
/// <param name="tools">What it is read with.</param>
internal abstract class FormatScan(TableEntry table, ScanTools tools)
{
    protected TableEntry Table => table;

    protected ScanTools Tools => tools;

    protected StorageEntry Storage => table.Storage!;

    /// <param name="files">At least one.</param>
    /// <param name="unreadable">Takes files that cannot be opened and why; their rows are missing.</param>
    /// <param name="cancellationToken">Stops looking into the files.</param>
    public abstract Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken);

    /// <summary>The files without those of zstd data that the engine cannot read to the end.</summary>
    /// <param name="from">Makes SQL that reads some of them.</param>
    protected async Task<IReadOnlyList<ExternalFile>> WithoutDamagedAsync(
        IReadOnlyList<ExternalFile> files,
        Func<IReadOnlyList<ExternalFile>, string> from,
        UnreadableFiles unreadable,
        CancellationToken cancellationToken)
    {
        ExternalFile[] zstandard = [.. files.Where(file => file.Compression == Compression.Zstandard)];
        IReadOnlyList<ExternalFile> readable = await new EngineProof(Tools.Connection)
            .TakeReadableAsync(zstandard, from, unreadable, cancellationToken);
        return [.. files.Where(file => file.Compression != Compression.Zstandard), .. readable];
    }

    /// <summary>The table's columns by what a file has, then the partition columns.</summary>
    /// <param name="files">In the order in which <paramref name="from"/> reads them.</param>
    /// <param name="from">What to read.</param>
    protected string Select(
        Func<ColumnEntry, HiveType, ColumnValue> value, IReadOnlyList<ExternalFile> files, string from)
    {
        IEnumerable<string> columns = table.Columns.Select(column =>
        {
            HiveType type = HiveType.Parse(column.Type);
            string sql = Tools.Unfit.Noticing(table.Name, column, value(column, type), type.EngineType);
            return $"{sql} AS {SqlText.Identifier(column.Name)}";
        });
        return $"SELECT {SqlText.List([.. columns, .. PartitionColumns.Outputs(table, files), .. Hidden(files)])}"
            + $" FROM {from}";
    }

    /// <summary>
    /// The files as one group, or in groups that are alike when the engine's number of a file cannot be used.
    /// </summary>
    protected IEnumerable<IReadOnlyList<ExternalFile>> ByPartition(
        IReadOnlyList<ExternalFile> files, bool isNumberTaken) => !isNumberTaken ? [files]
        : Tools.Hidden.Count > 0 ? files.Select(file => (IReadOnlyList<ExternalFile>)[file])
        : files.GroupBy(file => string.Join('\u0001', file.Values.Select(value => value ?? "\u0002")))
            .Select(group => group.ToList());

    protected string Paths(IReadOnlyList<ExternalFile> files) =>
        Tools.ListSql([.. files.Select(file => file.EnginePath)]);

    private IEnumerable<string> Hidden(IReadOnlyList<ExternalFile> files)
    {
        string[] keys = [.. table.PartitionKeys.Select(key => key.Name)];
        return Tools.Hidden.Select(name => PartitionColumns.Output(
            name,
            [
                .. files.Select(file => FileFacts.Of(
                    name, Storage.Bucket, file.Object, PartitionText.Of(keys, file.Values))),
            ]));
    }
}
