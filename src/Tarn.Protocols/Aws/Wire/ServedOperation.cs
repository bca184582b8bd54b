namespace Tarn.Protocols.Aws.Wire;

/// <summary>One operation that a service has.</summary>
/// <param name="Name">As in the service's model.</param>
/// <param name="Note">What users should know of it.</param>
internal sealed record ServedOperation(string Name, OperationNote Note)
{
    /// <summary>
    /// The members of the request that are read, by their names in the model; null where that is not known.
    /// </summary>
    public IReadOnlyList<string>? Members { get; init; }
}
