namespace Tarn.Storage.Attributes;

/// <summary>What attributes are of: an object as it is now, or a version of it that is not current.</summary>
/// <param name="Key">Of the object.</param>
/// <param name="VersionId">Null for the object as it is now.</param>
internal readonly record struct AttributeOwner(string Key, string? VersionId = null)
{
    public static implicit operator AttributeOwner(string key) => new(key);
}
