namespace Tarn.Tables;

/// <summary>A data file that is written but not yet in the table.</summary>
/// <param name="LocalPath">Where it lies, in the scratch directory.</param>
/// <param name="File">
/// What to commit once it has been moved to <see cref="DataFile.Path"/> below the table's root.
/// </param>
public sealed record WrittenFile(string LocalPath, DataFile File);
