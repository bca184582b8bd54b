using Tarn.Security.Identities;
using Tarn.Security.Policies;

namespace Tarn.Security.Access;

/// <summary>
/// Decides what keys may do ("Policy evaluation logic", for principals and resources of one account).
/// </summary>
/// <param name="identities">Has the users and roles and their policies.</param>
public sealed class AccessControl(IdentityStore identities)
{
    /// <summary>
    /// Who signs with the key. A user or a role that is gone is still that one, and has no policies.
    /// </summary>
    public async ValueTask<Principal> IdentifyAsync(AccessKey key, CancellationToken cancellationToken)
    {
        if (key.Session is { } session)
        {
            Role? role = await identities.Roles.FindAsync(session.Role, cancellationToken);
            return new Principal(session.Arn, session.Id, UserName: null)
            {
                RoleArn = role?.Arn ?? Account.Arn($"role/{session.Role}"),
                Session = session,
            };
        }

        return key.User is null
            ? Principal.Root
            : await identities.FindPrincipalAsync(key.User, cancellationToken)
                ?? new Principal(Account.Arn($"user/{key.User}"), key.Id, key.User);
    }

    /// <summary>
    /// A denial wins, whoever says it; otherwise one policy that allows it is enough. The root needs none, but what the
    /// resource's policy denies is denied to it too. A session that has policies of its own may do no more than those
    /// allow, also where the resource's policy allows more.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="resourcePolicy">Of the bucket; null when it has none.</param>
    /// <param name="cancellationToken">Ends reading policies.</param>
    public async Task<AccessDecision> DecideAsync(
        PolicyRequest request, PolicyDocument? resourcePolicy, CancellationToken cancellationToken)
    {
        PolicyVerdict resource = resourcePolicy?.Judge(request) ?? PolicyVerdict.Silent;
        if (resource == PolicyVerdict.Denied)
        {
            return AccessDecision.DeniedByResource;
        }

        Principal principal = request.Principal;
        PolicyVerdict identity = Judge(await identities.PoliciesOfAsync(principal, cancellationToken), request);
        if (identity == PolicyVerdict.Denied)
        {
            return AccessDecision.DeniedByIdentity;
        }

        if (principal.Session is { IsLimited: true } session)
        {
            PolicyVerdict limit = Judge(await identities.PoliciesOfAsync(session, cancellationToken), request);
            if (limit != PolicyVerdict.Allowed)
            {
                return limit == PolicyVerdict.Denied
                    ? AccessDecision.DeniedBySession
                    : AccessDecision.NotAllowedBySession;
            }
        }

        bool isAllowed = resource == PolicyVerdict.Allowed || principal.IsRoot || identity == PolicyVerdict.Allowed;
        return isAllowed ? AccessDecision.Allowed : AccessDecision.NotAllowed;
    }

    private static PolicyVerdict Judge(IReadOnlyList<PolicyDocument> policies, PolicyRequest request)
    {
        PolicyVerdict verdict = PolicyVerdict.Silent;
        foreach (PolicyDocument policy in policies)
        {
            switch (policy.Judge(request))
            {
                case PolicyVerdict.Denied:
                    return PolicyVerdict.Denied;
                case PolicyVerdict.Allowed:
                    verdict = PolicyVerdict.Allowed;
                    break;
            }
        }

        return verdict;
    }
}
