namespace Tarn.Protocols.Aws.Json;

/// <summary>Tells what a request is about.</summary>
internal delegate ValueTask<IReadOnlyList<string>> ResourceFinder(
    string operation, Access.RequestMembers members, Wire.AwsCall call, CancellationToken cancellationToken);

/// <summary>A service that speaks JSON 1.0 or 1.1: its operations by the name after the dot of X-Amz-Target.</summary>
internal sealed record JsonService
{
    /// <summary>As in the scope of signatures: <c>glue</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its permissions begin with; null when it is called the same there.</summary>
    public string? ActionPrefix { get; init; }

    /// <summary>What stands before the dot of X-Amz-Target: <c>AWSGlue</c>.</summary>
    public required string TargetPrefix { get; init; }

    /// <summary><c>application/x-amz-json-1.1</c> or 1.0.</summary>
    public string ContentType { get; init; } = "application/x-amz-json-1.1";

    public required IReadOnlyDictionary<string, JsonOperation> Operations { get; init; }

    /// <summary>
    /// ARNs of all that a request is about, each of which must be allowed; empty when that cannot be told, and then
    /// only what allows everything allows it. Null: it never can.
    /// </summary>
    public ResourceFinder? FindResourcesAsync { get; init; }

    /// <summary>An error of the lake in the words of this service; null when it has none for it.</summary>
    public required Func<Tarn.Common.TarnException, Wire.AwsException?> Translate { get; init; }
}
