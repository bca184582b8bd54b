namespace Tarn.Protocols.Aws.Wire;

/// <summary>A service and the operations that it has.</summary>
/// <param name="Service">As in the scope of signatures: <c>glue</c>.</param>
/// <param name="All">In no order.</param>
internal sealed record ServedOperations(string Service, IReadOnlyList<ServedOperation> All);
