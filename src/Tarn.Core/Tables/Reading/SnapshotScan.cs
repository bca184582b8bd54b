using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// The SELECT over files of any writer: one branch for those with deleted rows, and, where names or types in a file do
/// not follow from the table's schema, one for each schema that files have.
/// </summary>
internal sealed class SnapshotScan(DuckConnection connection, TableSnapshot snapshot, FilePlaces places)
{
    /// <exception cref="TarnException"><c>TN5001</c>: a deletion vector cannot be read, a column has no id.</exception>
    public async Task<string> SqlAsync(
        IReadOnlyList<DataFile> files, string? pathColumn, CancellationToken cancellationToken)
    {
        ColumnMapping mapping = ColumnMappings.Of(snapshot.State.Metadata, places.Table);
        if (mapping == ColumnMapping.Id && snapshot.Columns.FirstOrDefault(IsStoredWithoutId) is DeltaField column)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{places.Table}' maps columns by id, but column '{column.Name}' has none");
        }

        IReadOnlyList<string> paths = places.Of(files);
        bool needsTrees = snapshot.Columns.Any(HasWidened)
            || (mapping != ColumnMapping.None && snapshot.Columns.Any(HasFields));
        IReadOnlyList<StoredNode>? trees = needsTrees
            ? await StoredTrees.ReadAsync(connection, paths, cancellationToken)
            : null;
        long[]? numbers = files.Any(file => file.DeletionVector is not null)
            ? await LoadDeletionVectorsAsync(files, cancellationToken)
            : null;
        IEnumerable<string> branches = Enumerable.Range(0, files.Count)
            .GroupBy(index => (HasDeletions: files[index].DeletionVector is not null, trees?[index].Signature))
            .Select(group => new FileScan(
                snapshot.Columns, snapshot.PartitionColumns, mapping, trees?[group.First()]).Sql(
                    [.. group.Select(index => files[index])],
                    [.. group.Select(index => paths[index])],
                    group.Key.HasDeletions ? [.. group.Select(index => numbers![index])] : null,
                    pathColumn));
        return string.Join(" UNION ALL ", branches);
    }

    private bool IsStoredWithoutId(DeltaField column) =>
        column.Id is null && !snapshot.PartitionColumns.Contains(column.Name);

    private static bool HasWidened(DeltaField column) => column.IsWidened || column.Type switch
    {
        DeltaType.Struct structure => structure.Fields.Any(HasWidened),
        DeltaType.Array array => HasWidened(Unnamed(array.Element)),
        DeltaType.Map map => HasWidened(Unnamed(map.Key)) || HasWidened(Unnamed(map.Value)),
        _ => false,
    };

    private static DeltaField Unnamed(DeltaType type) => new("", type, Nullable: true);

    private static bool HasFields(DeltaField column) => HasFields(column.Type);

    private static bool HasFields(DeltaType type) => type switch
    {
        DeltaType.Struct => true,
        DeltaType.Array array => HasFields(array.Element),
        DeltaType.Map map => HasFields(map.Key) || HasFields(map.Value),
        _ => false,
    };

    /// <summary>Reads them all now, so that a damaged one is known before the query runs.</summary>
    private async Task<long[]> LoadDeletionVectorsAsync(
        IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        DeletedRowsRegistry registry = DeletedRowsFunction.Ensure(connection);
        long[] numbers = new long[files.Count];
        await Task.Run(
            () =>
            {
                for (int i = 0; i < numbers.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    numbers[i] = files[i].DeletionVector is null ? 0 : Load(registry, files[i]);
                }
            },
            cancellationToken);
        return numbers;
    }

    private long Load(DeletedRowsRegistry registry, DataFile file)
    {
        DeletionVector vector = file.DeletionVector!;
        try
        {
            string? path = DeletionVectorPath.Of(vector);
            long number = registry.NumberOf(
                new DeletionVectorLocation(vector, path is null ? null : places.Of(path)));
            registry.Get(number);
            return number;
        }
        catch (FormatException exception)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{places.Table}', file '{file.Path}': {exception.Message}",
                exception);
        }
    }
}
