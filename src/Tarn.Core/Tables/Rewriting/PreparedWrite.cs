namespace Tarn.Tables.Rewriting;

/// <summary>A commit whose files are written but not in place.</summary>
/// <param name="Write">To be committed once they are.</param>
/// <param name="Files">Where each lies, and its path below the table's root.</param>
public sealed record PreparedWrite(TableWrite Write, IReadOnlyList<(string LocalPath, string Path)> Files)
{
    /// <param name="written">Files with rows, those of change feeds among them.</param>
    public static PreparedWrite Of(TableWrite write, IEnumerable<WrittenFile> written) =>
        new(write, [.. written.Select(file => (file.LocalPath, file.File.Path))]);
}
