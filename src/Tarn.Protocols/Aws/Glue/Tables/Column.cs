namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>A column of a table.</summary>
internal sealed record Column
{
    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Comment { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}
