namespace Tarn.Catalog.Entries;

/// <summary>How CSV files of a table are written.</summary>
public sealed record DelimitedFormat
{
    public char Delimiter { get; init => field = value == '\0' ? ',' : value; } = ',';

    /// <summary>Null when nothing is quoted.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Null when quotes inside of quotes are doubled.</summary>
    public char? Escape { get; init; }

    /// <summary>Whether the first line names the columns; without it columns go by their place.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether columns go by their place though there is a header, which is skipped then.</summary>
    public bool IsHeaderSkipped { get; init; }

    /// <summary>utf-8, utf-16 or latin-1.</summary>
    public string Encoding { get; init => field = value ?? "utf-8"; } = "utf-8";

    /// <summary>Texts that mean null, besides the empty field.</summary>
    public IReadOnlyList<string> NullValues { get; init => field = value ?? []; } = [];
}
