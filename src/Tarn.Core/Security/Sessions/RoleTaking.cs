using Tarn.Security.Access;
using Tarn.Security.Identities;
using Tarn.Security.Policies;

namespace Tarn.Security.Sessions;

/// <summary>
/// Decides who may take a role on. The role's trust policy must say so: by naming whoever asks, or by naming the
/// account, and then whoever asks needs a policy that allows it too ("How to use trust policies with IAM roles").
/// Unlike AWS's, the root of a lake may, when the trust policy names the account.
/// </summary>
public sealed class RoleTaking(AccessControl access)
{
    public const string Action = "sts:AssumeRole";

    /// <param name="role">To be taken on.</param>
    /// <param name="request">Who asks, and what conditions may look at; its resource is the role's ARN.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public async Task<AccessDecision> DecideAsync(
        Role role, PolicyRequest request, CancellationToken cancellationToken)
    {
        PolicyDocument trust = PolicyDocument.Parse(role.TrustPolicy, PolicyKind.Trust);
        PolicyVerdict verdict = trust.Judge(request);
        if (verdict == PolicyVerdict.Silent && !request.Principal.IsRoot)
        {
            bool isAccountTrusted = trust.Judge(request with { Principal = Principal.Root }) == PolicyVerdict.Allowed;
            return isAccountTrusted
                ? await access.DecideAsync(request, resourcePolicy: null, cancellationToken)
                : AccessDecision.NotAllowed;
        }

        return verdict switch
        {
            PolicyVerdict.Allowed => await access.DecideAsync(request, trust, cancellationToken),
            PolicyVerdict.Denied => AccessDecision.DeniedByResource,
            _ => AccessDecision.NotAllowed,
        };
    }
}
