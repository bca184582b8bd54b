using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Access;

/// <summary>Says why a request is refused, as AWS does ("Troubleshoot access denied error messages").</summary>
internal static class AccessRefusal
{
    public static string? Describe(AccessDecision decision, PolicyRequest request)
    {
        string? reason = decision switch
        {
            AccessDecision.Allowed => null,
            AccessDecision.DeniedByIdentity => "with an explicit deny in an identity-based policy",
            AccessDecision.DeniedByResource => "with an explicit deny in a resource-based policy",
            AccessDecision.DeniedBySession => "with an explicit deny in a session policy",
            AccessDecision.NotAllowedBySession => $"because no session policy allows the {request.Action} action",
            _ => $"because no identity-based policy allows the {request.Action} action",
        };
        string resource = request.Resource is null ? "" : $" on resource: \"{request.Resource}\"";
        return reason is null
            ? null
            : $"User: {request.Principal.Arn} is not authorized to perform: {request.Action}{resource} {reason}";
    }
}
