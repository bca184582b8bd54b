using Tarn.Security.Identities;
using Tarn.Security.Policies;

namespace Tarn.Security.Access;

/// <summary>
/// Decides what keys may do ("Policy evaluation logic", for principals and resources of one account).
/// </summary>
/// <param name="identities">Has the users and their policies.</param>
public sealed class AccessControl(IdentityStore identities)
{
    /// <summary>Who signs with the key. A user that is gone is still that user, and has no policies.</summary>
    public async ValueTask<Principal> IdentifyAsync(AccessKey key, CancellationToken cancellationToken) =>
        key.User is null
            ? Principal.Root
            : await identities.FindPrincipalAsync(key.User, cancellationToken)
                ?? new Principal(Account.Arn($"user/{key.User}"), key.Id, key.User);

    /// <summary>
    /// A denial wins, whoever says it; otherwise one policy that allows it is enough. The root needs none, but what the
    /// resource's policy denies is denied to it too.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="resourcePolicy">Of the bucket; null when it has none.</param>
    /// <param name="cancellationToken">Ends reading the user's policies.</param>
    public async Task<AccessDecision> DecideAsync(
        PolicyRequest request, PolicyDocument? resourcePolicy, CancellationToken cancellationToken)
    {
        PolicyVerdict resource = resourcePolicy?.Judge(request) ?? PolicyVerdict.Silent;
        if (resource == PolicyVerdict.Denied)
        {
            return AccessDecision.DeniedByResource;
        }

        bool isAllowed = resource == PolicyVerdict.Allowed || request.Principal.IsRoot;
        if (request.Principal.UserName is { } user)
        {
            foreach (PolicyDocument policy in await identities.PoliciesOfAsync(user, cancellationToken))
            {
                PolicyVerdict verdict = policy.Judge(request);
                if (verdict == PolicyVerdict.Denied)
                {
                    return AccessDecision.DeniedByIdentity;
                }

                isAllowed |= verdict == PolicyVerdict.Allowed;
            }
        }

        return isAllowed ? AccessDecision.Allowed : AccessDecision.NotAllowed;
    }
}
