using Tarn.Storage.Encryption;

namespace Tarn.Catalog;

/// <summary>A zone of the lake; the databases of the catalog are its zones.</summary>
/// <param name="Name">Name of the zone and of the database.</param>
/// <param name="Bucket">Bucket that holds its objects.</param>
public sealed record ZoneDefinition(string Name, string Bucket)
{
    public string? Description { get; init; }

    /// <summary>How all that is put into the bucket is encrypted; null is as its clients say.</summary>
    public EncryptionRule? Encryption { get; init; }

    /// <summary>Objects of the zone are deleted so many days after they were put; null: never.</summary>
    public int? ExpireDays { get; init; }
}
