namespace Tarn.Queries.Executions.Results;

/// <summary>Some rows of a result.</summary>
/// <param name="Rows">Texts of the values; null is null.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
public sealed record ResultPage(IReadOnlyList<IReadOnlyList<string?>> Rows, long? Next)
{
    public static ResultPage Empty { get; } = new([], Next: null);
}
