namespace Tarn.Tables.Log;

/// <summary>Sums over the live files of a table, kept up to date commit by commit.</summary>
internal readonly record struct FileTotals(long Bytes, long Rows, long FilesWithoutRows, long DeletionVectors)
{
    public FileTotals Plus(DataFile file) => Change(file, 1);

    public FileTotals Minus(DataFile file) => Change(file, -1);

    private FileTotals Change(DataFile file, int sign) => new(
        Bytes + (sign * file.SizeBytes),
        Rows + (sign * (file.RowCount ?? 0)),
        FilesWithoutRows + (file.RowCount is null ? sign : 0),
        DeletionVectors + (file.DeletionVector is null ? 0 : sign));
}
