using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables.Reading;

/// <summary>The paths at which the engine reads a table's files.</summary>
internal sealed class FilePlaces(IObjectStore store, string root)
{
    /// <summary>The table as messages name it.</summary>
    public string Table { get; } = FileKey.Table(store, root);

    /// <summary>True when a directory above the table could be taken for a partition.</summary>
    public bool HasEqualsSign =>
        store.EnginePath(root.Length == 0 ? "x" : root).Contains('=', StringComparison.Ordinal);

    public string Of(DataFile file) => Of(file.Path);

    /// <exception cref="FormatException">The descriptor is none of the protocol's three kinds.</exception>
    /// <exception cref="TarnException"><c>TN5002</c>: it is not in the bucket.</exception>
    public DeletionVectorLocation Of(DeletionVector vector) =>
        new(vector, DeletionVectorPath.Of(vector) is string path ? Of(path) : null);

    /// <exception cref="TarnException"><c>TN5002</c>: one is not in the bucket.</exception>
    public IReadOnlyList<string> Of(IReadOnlyList<DataFile> files) =>
        store.EnginePaths([.. files.Select(file => FileKey.Of(store, root, file.Path, Table))]);

    /// <exception cref="TarnException"><c>TN5002</c>: it is not in the bucket.</exception>
    public string Of(string path) => store.EnginePath(FileKey.Of(store, root, path, Table));
}
