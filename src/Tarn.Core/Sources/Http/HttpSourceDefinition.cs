namespace Tarn.Sources.Http;

/// <summary>A source of type <c>http</c>.</summary>
public sealed record HttpSourceDefinition : SourceDefinition
{
    public required HttpSettings Connection { get; init; }
}
