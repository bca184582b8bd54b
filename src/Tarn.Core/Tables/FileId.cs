using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables;

/// <summary>
/// The key of a logical file: its path, and behind a line break the id of its deletion vector if it has one.
/// </summary>
internal static class FileId
{
    public static string Of(string path, DeletionVector? deletionVector) =>
        deletionVector is null ? path : $"{path}\n{deletionVector.Id}";
}
