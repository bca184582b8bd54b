using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Tagging;

/// <summary>A service whose things have tags.</summary>
internal sealed record TaggedService
{
    /// <summary>As ARNs have it: <c>glue</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The permission that giving tags needs besides <c>tag:TagResources</c>.</summary>
    public required string TagAction { get; init; }

    /// <summary>The permission that taking tags away needs besides <c>tag:UntagResources</c>.</summary>
    public required string UntagAction { get; init; }

    /// <summary>All that can have tags, with those that they have.</summary>
    public required Func<AwsCall, CancellationToken, Task<IReadOnlyList<TaggedResource>>> ListAsync { get; init; }

    /// <summary>Changes the tags of the thing with an ARN; throws what the service says when it cannot.</summary>
    public required Func<string, TagChange, AwsCall, CancellationToken, Task> ChangeAsync { get; init; }

    /// <summary>The policy of the thing itself, where things have some.</summary>
    public Func<string, CancellationToken, ValueTask<PolicyDocument?>> FindPolicyAsync { get; init; } =
        (_, _) => ValueTask.FromResult<PolicyDocument?>(null);
}
