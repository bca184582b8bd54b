namespace Tarn.Queries.Errors;

/// <summary>What Athena says instead of the words of the engine, or of ours.</summary>
/// <param name="Name">Trino's name of the error.</param>
/// <param name="Message">Without name and place.</param>
internal sealed record Wording(string Name, string Message)
{
    /// <summary>Where Athena sees it, when that is another place than the engine's.</summary>
    public int? Position { get; init; }

    /// <summary>Whether the place that the engine names is in another text: that of a view or of a scan.</summary>
    public bool IsElsewhere { get; init; }

    public string? Hint { get; init; }
}
