namespace Tarn.Sources.Http;

/// <summary>How a service is asked for what is new.</summary>
/// <param name="Field">The value in each record that rises.</param>
/// <param name="Parameter">Of the query, gets the greatest value seen.</param>
/// <param name="Start">Its value at first; null leaves it out.</param>
public sealed record HttpCursor(JsonPath Field, string Parameter, string? Start);
