namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>A path cannot be followed in an item: <c>ON ERROR</c> says what then.</summary>
internal sealed class PathException(string message) : Exception(message);
