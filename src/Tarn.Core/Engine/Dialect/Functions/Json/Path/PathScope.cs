namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>What <c>@</c> and <c>last</c> stand for; null outside of filters and brackets.</summary>
internal sealed record PathScope(JsonItem? Current, int? Last)
{
    public static PathScope Outermost { get; } = new(null, null);
}
