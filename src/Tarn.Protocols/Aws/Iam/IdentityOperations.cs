using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>What roles and users have alike: policies of their own, attached policies, tags.</summary>
/// <param name="kind"><c>Role</c> or <c>User</c>, as in the names of operations and members.</param>
internal sealed class IdentityOperations<T>(string kind, IdentitySet<T> identities, PolicySet policies)
    where T : Identity
{
    private readonly string _nameMember = kind + "Name";

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new($"Put{kind}Policy", PutPolicyAsync),
        new($"Get{kind}Policy", GetPolicyAsync),
        new($"Delete{kind}Policy", DeletePolicyAsync),
        new($"List{kind}Policies", ListPoliciesAsync),
        new($"Attach{kind}Policy", AttachAsync),
        new($"Detach{kind}Policy", DetachAsync),
        new($"ListAttached{kind}Policies", ListAttachedAsync),
        new($"Tag{kind}", TagAsync),
        new($"Untag{kind}", UntagAsync),
        new($"List{kind}Tags", ListTagsAsync),
    ];

    private async Task<ResultWriter> PutPolicyAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.PutPolicyAsync(
            NameOf(request), request.Required("PolicyName"), request.Required("PolicyDocument"), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> GetPolicyAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        T found = await identities.GetAsync(NameOf(request), cancellationToken);
        string name = request.Required("PolicyName");
        string document = found.InlinePolicies.GetValueOrDefault(name) ?? throw new AwsException(
            "NoSuchEntity", $"The {kind.ToLowerInvariant()} policy with name {name} cannot be found.", 404);
        return xml =>
        {
            xml.WriteElementString(_nameMember, found.Name);
            xml.WriteElementString("PolicyName", name);
            xml.WriteDocument("PolicyDocument", document);
        };
    }

    private async Task<ResultWriter> DeletePolicyAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.DeletePolicyAsync(NameOf(request), request.Required("PolicyName"), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListPoliciesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        T found = await identities.GetAsync(NameOf(request), cancellationToken);
        return IamPage.Write(
            request, found.InlinePolicies.Keys, name => name, "PolicyNames", (xml, name) => xml.WriteString(name));
    }

    private async Task<ResultWriter> AttachAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.AttachAsync(NameOf(request), request.Required("PolicyArn"), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> DetachAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.DetachAsync(NameOf(request), request.Required("PolicyArn"), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListAttachedAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        T found = await identities.GetAsync(NameOf(request), cancellationToken);
        string prefix = request.Optional("PathPrefix") ?? "/";
        List<ManagedPolicy> attached = [];
        foreach (string arn in found.AttachedPolicies)
        {
            attached.Add(await policies.GetAsync(arn, cancellationToken));
        }

        return IamPage.Write(
            request,
            attached.Where(policy => policy.Path.StartsWith(prefix, StringComparison.Ordinal)),
            policy => policy.Name,
            "AttachedPolicies",
            (xml, policy) =>
            {
                xml.WriteElementString("PolicyName", policy.Name);
                xml.WriteElementString("PolicyArn", policy.Arn);
            });
    }

    private async Task<ResultWriter> TagAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.ChangeTagsAsync(NameOf(request), tags => IamTags.Add(tags, request), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> UntagAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.ChangeTagsAsync(NameOf(request), tags => IamTags.Remove(tags, request), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListTagsAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken) =>
        IamTags.Page(request, (await identities.GetAsync(NameOf(request), cancellationToken)).Tags);

    /// <exception cref="AwsException">It is missing.</exception>
    private string NameOf(QueryRequest request) => request.Required(_nameMember);
}
