using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables.Reading;

/// <summary>Rows of a data file: those that its deletion vector leaves.</summary>
/// <param name="Only">When given, of those only the ones that are deleted in this vector.</param>
internal sealed record FilePart(DataFile File, DeletionVector? Only)
{
    /// <summary>Which columns of the scan's condition it needs.</summary>
    public (bool HasDeletions, bool IsRestricted) Kind => (File.DeletionVector is not null, Only is not null);
}
