namespace Tarn.Catalog.Hive;

/// <summary>What ROW FORMAT, STORED AS and SERDEPROPERTIES say together.</summary>
internal sealed record RowFormat
{
    /// <summary>Class of the SerDe, or null when the statement names none.</summary>
    public string? Library { get; init; }

    /// <summary>Behind STORED AS, in upper case; null when it is not said.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Class behind INPUTFORMAT.</summary>
    public string? Input { get; init; }

    /// <summary>Of the SerDe.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
