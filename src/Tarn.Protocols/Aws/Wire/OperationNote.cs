namespace Tarn.Protocols.Aws.Wire;

/// <summary>
/// What users should know of an operation; stands in <c>docs/protocols/operations.md</c>, which is made from it.
/// </summary>
internal sealed record OperationNote
{
    public static OperationNote None { get; } = new();

    /// <summary>Facts that the name does not tell; Markdown, without a full stop. Null when there are none.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// What of the request changes nothing, in words; null when nothing is ignored. Members of JSON requests that are
    /// not read at all are found without it.
    /// </summary>
    public string? Ignored { get; init; }
}
