namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>The class that takes rows apart.</summary>
internal sealed record SerdeInfo
{
    public string? Name { get; init; }

    public string? SerializationLibrary { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}
