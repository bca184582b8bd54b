using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// The SELECT over files of any writer: one branch for those with deleted rows, and, where names or types in a file do
/// not follow from the table's schema, one for each schema that files have.
/// </summary>
internal sealed class SnapshotScan(DuckConnection connection, TableSnapshot snapshot, FilePlaces places)
{
    /// <summary>
    /// True to go by the schema of each file in any case: when the files are from times with other schemas.
    /// </summary>
    public bool ReadsSchemas { get; init; }

    /// <exception cref="TarnException"><c>TN5001</c>: a deletion vector cannot be read, a column has no id.</exception>
    public Task<string> SqlAsync(
        IReadOnlyList<DataFile> files, ExtraColumns extra, CancellationToken cancellationToken) =>
        SqlAsync([.. files.Select(file => new FilePart(file, null))], extra, cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN5001</c>: a deletion vector cannot be read, a column has no id; <c>TN5002</c>: variants are stored in a way
    /// that the engine does not know.
    /// </exception>
    public async Task<string> SqlAsync(
        IReadOnlyList<FilePart> parts, ExtraColumns extra, CancellationToken cancellationToken)
    {
        ColumnMapping mapping = ColumnMappings.Of(snapshot.State.Metadata, places.Table);
        if (mapping == ColumnMapping.Id && !ReadsSchemas
            && snapshot.Columns.FirstOrDefault(IsStoredWithoutId) is DeltaField column)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"table '{places.Table}' maps columns by id, but column '{column.Name}' has none");
        }

        IReadOnlyList<string> paths = places.Of([.. parts.Select(part => part.File)]);
        bool hasVariants = snapshot.Columns.Any(column => StoredVariant.IsIn(column.Type));
        bool needsTrees = ReadsSchemas || snapshot.Columns.Any(HasWidened)
            || (mapping != ColumnMapping.None && snapshot.Columns.Any(HasFields));
        IReadOnlyList<StoredNode>? trees = needsTrees || hasVariants
            ? await StoredTrees.ReadAsync(connection, paths, cancellationToken)
            : null;
        IReadOnlyList<string>? variants = hasVariants
            ? await new StoredVariants(connection, snapshot.Columns, mapping)
                .KindsAsync(trees!, paths, cancellationToken)
            : null;
        VectorNumbers vectors = new(connection, places);
        long[] deleted = await vectors.OfAsync(parts, part => part.File.DeletionVector, cancellationToken);
        long[] only = await vectors.OfAsync(parts, part => part.Only, cancellationToken);
        IEnumerable<string> branches = Enumerable.Range(0, parts.Count)
            .GroupBy(index => (parts[index].Kind, trees?[index].Signature, variants?[index]))
            .Select(group => new FileScan(
                snapshot.Columns, snapshot.PartitionColumns, mapping, trees?[group.First()]).Sql(
                    [.. group.Select(index => parts[index].File)],
                    [.. group.Select(index => paths[index])],
                    group.Key.Kind.HasDeletions ? [.. group.Select(index => deleted[index])] : null,
                    group.Key.Kind.IsRestricted ? [.. group.Select(index => only[index])] : null,
                    extra));
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
}
