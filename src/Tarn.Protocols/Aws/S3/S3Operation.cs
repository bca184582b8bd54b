using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.S3;

/// <summary>What kind of thing an operation is about.</summary>
internal enum S3Scope
{
    Service,
    Bucket,
    Object,
}

/// <summary>One operation of S3 and how a request asks for it.</summary>
/// <param name="Name">As in the API reference.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="Marks">Parameters of the query string, or headers, that tell it from others; all must be there.</param>
/// <param name="RunAsync">Does it and writes the answer.</param>
internal sealed record S3Operation(
    string Name, string Method, S3Scope Scope, IReadOnlyList<string> Marks, Func<S3Call, Task> RunAsync)
{
    /// <summary>What users should know of it.</summary>
    public OperationNote Note { get; init; } = OperationNote.None;
}
