namespace Tarn.Catalog;

/// <summary>How a raw table's text files are written. The first line always names the columns.</summary>
public sealed record CsvFormat
{
    /// <summary>One character, or null to detect it file by file.</summary>
    public string? Delimiter { get; init; }

    public string Quote { get; init; } = "\"";

    /// <summary>Takes its meaning from the character behind it; null when there is no such.</summary>
    public char? Escape { get; init; }

    /// <summary>utf-8, utf-16 or latin-1.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Texts that mean null, besides the empty field.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];
}
