namespace Tarn.Streams.Schemas;

/// <summary>Places inside of JSON (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Below(string place, string member) =>
        $"{place}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The name of a member as it is, from how it stands in a pointer.</summary>
    public static string Decode(string member) =>
        member.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
