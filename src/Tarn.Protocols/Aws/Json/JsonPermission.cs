using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>Whether a request of JSON may be done to all that it is about.</summary>
/// <param name="gate">Knows what callers may do.</param>
internal sealed class JsonPermission(ServiceGate gate)
{
    /// <summary>Null when whoever signed may do it to all that the request is about; otherwise why not.</summary>
    /// <param name="actionPrefix">What permissions of the service begin with.</param>
    /// <param name="operation">Of the service.</param>
    /// <param name="findResources">Tells what a request is about; null: that can never be told.</param>
    /// <param name="body">The members of the request.</param>
    /// <param name="call">Who signed it.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public async ValueTask<string?> FindRefusalAsync(
        string actionPrefix,
        string operation,
        ResourceFinder? findResources,
        ReadOnlyMemory<byte> body,
        AwsCall call,
        CancellationToken cancellationToken)
    {
        if (call.Caller.IsOwners)
        {
            return null;
        }

        using RequestMembers members = RequestMembers.Of(body);
        IReadOnlyList<string> resources = findResources is { } find
            ? await find(operation, members, call, cancellationToken)
            : [];
        List<string?> asked = [.. resources];
        if (asked.Count == 0)
        {
            asked.Add(null);
        }

        foreach (string? resource in asked)
        {
            string action = $"{actionPrefix}:{operation}";
            if (await gate.FindRefusalAsync(call, action, resource, policy: null, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
