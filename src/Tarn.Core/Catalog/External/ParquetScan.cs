using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Tables.Reading;

namespace Tarn.Catalog.External;

/// <summary>Parquet files: columns by name, ignoring case, file by file.</summary>
internal sealed class ParquetScan(TableEntry table, ScanTools tools) : FormatScan(table, tools)
{
    public override async Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        IReadOnlyList<(ExternalFile File, StoredNode Tree)> trees =
            await ReadAllAsync(files, unreadable, cancellationToken);
        return
        [
            .. trees.GroupBy(file => file.Tree.Signature).SelectMany(group =>
            {
                StoredNode tree = group.First().Tree;
                bool isNumberTaken = tree.Children.Any(child => PartitionColumns.IsTaken(child.Name));
                return ByPartition([.. group.Select(file => file.File)], isNumberTaken)
                    .Select(part => Branch(tree, part));
            }),
        ];
    }

    private string Branch(StoredNode tree, IReadOnlyList<ExternalFile> files) => Select(
        (column, type) => Find(tree, column.SourceName ?? column.Name) is { } node
            ? ExternalValue.FromParquet(SqlText.Identifier(node.Name), type, node)
            : ExternalValue.Missing(type),
        files,
        $"read_parquet({Paths(files)}, hive_partitioning = false)");

    private static StoredNode? Find(StoredNode tree, string name) =>
        tree.Children.FirstOrDefault(child => child.Name == name)
        ?? tree.Children.FirstOrDefault(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All schemas in one go; one by one when a file among them is damaged.</summary>
    private async Task<IReadOnlyList<(ExternalFile File, StoredNode Tree)>> ReadAllAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(files, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            List<(ExternalFile File, StoredNode Tree)> readable = [];
            foreach (ExternalFile file in files)
            {
                readable.AddRange(await ReadOneAsync(file, unreadable, cancellationToken));
            }

            return readable;
        }
    }

    private async Task<IReadOnlyList<(ExternalFile File, StoredNode Tree)>> ReadOneAsync(
        ExternalFile file, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync([file], cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            unreadable.Add(file, exception);
            return [];
        }
    }

    private async Task<IReadOnlyList<(ExternalFile File, StoredNode Tree)>> ReadAsync(
        IReadOnlyList<ExternalFile> files, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredNode> trees = await StoredTrees
            .ReadAsync(Tools.Connection, [.. files.Select(file => file.EnginePath)], cancellationToken);
        return [.. files.Zip(trees)];
    }
}
