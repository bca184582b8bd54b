using Tarn.Tables.Log;

namespace Tarn.Tables.DeletionVectors;

/// <summary>Where a deletion vector's file is ("Deletion Vector Descriptor Schema", derived fields).</summary>
internal static class DeletionVectorPath
{
    private const int UuidCharacters = 20;

    /// <summary>As in <see cref="DataFile.Path"/>; null for an inline vector.</summary>
    /// <exception cref="FormatException">The descriptor is none of the protocol's three kinds.</exception>
    public static string? Of(DeletionVector vector) => vector.StorageType switch
    {
        "i" => null,
        "p" => LogUri.Decode(vector.PathOrInline),
        "u" => Relative(vector.PathOrInline),
        _ => throw new FormatException($"deletion vectors of storage type '{vector.StorageType}' are unknown"),
    };

    private static string Relative(string text)
    {
        if (text.Length < UuidCharacters)
        {
            throw new FormatException($"'{text}' is no prefix and UUID");
        }

        string prefix = text[..^UuidCharacters];
        Guid uuid = new(Z85.Decode(text[^UuidCharacters..]), bigEndian: true);
        string name = $"deletion_vector_{uuid:D}.bin";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }
}
