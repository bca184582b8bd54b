namespace Tarn.Tables.DeletionVectors;

/// <summary>Files of a table of which more rows are to be deleted.</summary>
/// <param name="Files">To be added again in place of the same paths.</param>
/// <param name="LocalPath">Of the file with their deletion vectors, in the scratch directory.</param>
/// <param name="Path">Where that file has to be moved to, below the table's root.</param>
internal sealed record MarkedFiles(IReadOnlyList<DataFile> Files, string LocalPath, string Path);
