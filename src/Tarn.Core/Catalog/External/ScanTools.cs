using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>What the files of an external table are read with.</summary>
/// <param name="Connection">Looks into files, and will run the SQL.</param>
/// <param name="Store">Has the files.</param>
/// <param name="Unfit">Notices values that do not fit while the SQL runs.</param>
/// <param name="ListSql">Makes SQL of a list of paths of files with the same columns.</param>
/// <param name="ScratchDirectory">For copies of files that the engine would not read right.</param>
internal sealed record ScanTools(
    DuckConnection Connection,
    IObjectStore Store,
    UnfitValues Unfit,
    Func<IReadOnlyList<string>, string> ListSql,
    string ScratchDirectory)
{
    /// <summary>Those of <see cref="HiddenColumns"/> that the SQL is to have after the table's columns.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];
}
