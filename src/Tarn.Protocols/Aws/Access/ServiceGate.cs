using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Access;

/// <summary>Lets requests to services through that take JSON or forms.</summary>
internal sealed class ServiceGate(AccessControl access, TimeProvider timeProvider)
{
    /// <summary>
    /// Null when whoever signed may do it, whatever it is done to; otherwise why not.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="call">Who signed it.</param>
    /// <param name="action">As <c>glue:GetTable</c>.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public ValueTask<string?> FindRefusalAsync(
        HttpContext context, AwsCall call, string action, CancellationToken cancellationToken) =>
        FindRefusalAsync(call with { Http = context }, action, resource: null, policy: null, cancellationToken);

    /// <summary>Null when whoever signed may do it to a thing; otherwise why not.</summary>
    /// <param name="call">Who signed it.</param>
    /// <param name="action">As <c>glue:TagResource</c>.</param>
    /// <param name="resource">The ARN of the thing; null when it cannot be told.</param>
    /// <param name="policy">Of the thing itself; null when it has none.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public async ValueTask<string?> FindRefusalAsync(
        AwsCall call, string action, string? resource, PolicyDocument? policy, CancellationToken cancellationToken)
    {
        Principal principal = await access.IdentifyAsync(call.Caller, cancellationToken);
        if (principal.IsRoot && policy is null)
        {
            return null;
        }

        PolicyRequest request = new()
        {
            Principal = principal,
            Action = action,
            Resource = resource,
            Context = RequestConditions.Of(call.Http, call, principal, timeProvider.GetUtcNow()),
        };
        return AccessRefusal.Describe(await access.DecideAsync(request, policy, cancellationToken), request);
    }
}
