using Microsoft.AspNetCore.Http;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Access;

/// <summary>Lets requests to services through that take JSON or forms. They are not told by resource.</summary>
internal sealed class ServiceGate(AccessControl access, TimeProvider timeProvider)
{
    /// <summary>Null when whoever signed may do it; otherwise why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="call">Who signed it.</param>
    /// <param name="action">As <c>glue:GetTable</c>.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public async ValueTask<string?> FindRefusalAsync(
        HttpContext context, AwsCall call, string action, CancellationToken cancellationToken)
    {
        Principal principal = await access.IdentifyAsync(call.Caller, cancellationToken);
        if (principal.IsRoot)
        {
            return null;
        }

        PolicyRequest request = new()
        {
            Principal = principal,
            Action = action,
            Context = RequestConditions.Of(context, call, principal, timeProvider.GetUtcNow()),
        };
        return AccessRefusal.Describe(await access.DecideAsync(request, null, cancellationToken), request);
    }
}
