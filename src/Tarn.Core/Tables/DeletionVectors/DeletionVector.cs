using System.Globalization;

namespace Tarn.Tables.DeletionVectors;

/// <summary>Where the positions of a file's deleted rows are ("Deletion Vector Descriptor Schema").</summary>
/// <param name="StorageType"><c>u</c>: a file below the table; <c>i</c>: inline; <c>p</c>: an absolute path.</param>
/// <param name="PathOrInline">By storage type: prefix and UUID in Z85; the data in Z85; a URI.</param>
/// <param name="Offset">In bytes; null when the descriptor has none.</param>
/// <param name="SizeBytes">Of the data, without its length and checksum.</param>
/// <param name="Cardinality">Number of deleted rows.</param>
internal sealed record DeletionVector(
    string StorageType, string PathOrInline, int? Offset, int SizeBytes, long Cardinality)
{
    /// <summary>The protocol's unique id, by which a file's versions differ.</summary>
    public string Id => Offset is int offset
        ? string.Create(CultureInfo.InvariantCulture, $"{StorageType}{PathOrInline}@{offset}")
        : StorageType + PathOrInline;
}
