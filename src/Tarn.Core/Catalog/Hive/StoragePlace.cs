namespace Tarn.Catalog.Hive;

/// <summary>What <c>LOCATION 's3://bucket/prefix/'</c> says.</summary>
/// <param name="Prefix">With '/' at the end; empty is the whole bucket.</param>
public sealed record StoragePlace(string Bucket, string Prefix)
{
    private const string Scheme = "s3://";

    /// <summary>Null when the text is no such place.</summary>
    public static StoragePlace? TryParse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string[] parts = text[Scheme.Length..].Split('/', 2);
        string prefix = parts.Length == 1 ? "" : parts[1];
        return parts[0].Length == 0
            ? null
            : new StoragePlace(parts[0], prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/");
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Prefix}";
}
