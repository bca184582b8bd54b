using System.Xml;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Policies that can be attached to many.</summary>
internal sealed class PolicyOperations(PolicySet policies)
{
    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreatePolicy", CreateAsync),
        new("GetPolicy", GetAsync),
        new("ListPolicies", ListAsync),
        new("DeletePolicy", DeleteAsync),
        new("ListEntitiesForPolicy", ListHoldersAsync),
        new("TagPolicy", TagAsync),
        new("UntagPolicy", UntagAsync),
        new("ListPolicyTags", ListTagsAsync),
    ];

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ManagedPolicy made = await policies.AddAsync(
            request.Required("PolicyName"),
            request.Optional("Path") ?? "/",
            request.Required("PolicyDocument"),
            request.Optional("Description"),
            IamTags.Read(request),
            cancellationToken);
        return xml => xml.WriteStructure("Policy", () => Write(xml, made, holders: 0));
    }

    private async Task<ResultWriter> GetAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ManagedPolicy found = await policies.GetAsync(request.Required("PolicyArn"), cancellationToken);
        int holders = (await policies.ListHoldersAsync(found.Arn, cancellationToken)).Count;
        return xml => xml.WriteStructure("Policy", () => Write(xml, found, holders));
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string scope = request.Optional("Scope") ?? "All";
        string prefix = request.Optional("PathPrefix") ?? "/";
        List<(ManagedPolicy Policy, int Holders)> found = [];
        foreach (ManagedPolicy policy in await policies.ListAsync(cancellationToken))
        {
            bool isMeant = scope is "All" || (scope == "Local") == (policy.Owner == Account.Id);
            if (isMeant && policy.Path.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add((policy, (await policies.ListHoldersAsync(policy.Arn, cancellationToken)).Count));
            }
        }

        bool isAttachedOnly = request.Optional("OnlyAttached") == "true";
        return IamPage.Write(
            request,
            found.Where(one => one.Holders > 0 || !isAttachedOnly),
            one => one.Policy.Arn,
            "Policies",
            (xml, one) => Write(xml, one.Policy, one.Holders));
    }

    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await policies.DeleteAsync(request.Required("PolicyArn"), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListHoldersAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        ManagedPolicy found = await policies.GetAsync(request.Required("PolicyArn"), cancellationToken);
        IReadOnlyList<Identity> holders = await policies.ListHoldersAsync(found.Arn, cancellationToken);
        string? kind = request.Optional("EntityFilter");
        return xml =>
        {
            xml.WriteStructure("PolicyGroups", () => { });
            WriteHolders(xml, "User", holders.OfType<User>().Where(_ => kind is null or "User"));
            WriteHolders(xml, "Role", holders.OfType<Role>().Where(_ => kind is null or "Role"));
            xml.WriteFlag("IsTruncated", value: false);
        };
    }

    private async Task<ResultWriter> TagAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await policies.ChangeTagsAsync(
            request.Required("PolicyArn"), tags => IamTags.Add(tags, request), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> UntagAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await policies.ChangeTagsAsync(
            request.Required("PolicyArn"), tags => IamTags.Remove(tags, request), cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListTagsAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken) =>
        IamTags.Page(request, (await policies.GetAsync(request.Required("PolicyArn"), cancellationToken)).Tags);

    private static void WriteHolders(XmlWriter xml, string kind, IEnumerable<Identity> holders) =>
        xml.WriteList($"Policy{kind}s", holders, holder =>
        {
            xml.WriteElementString(kind + "Name", holder.Name);
            xml.WriteElementString(kind + "Id", holder.Id);
        });

    private static void Write(XmlWriter xml, ManagedPolicy policy, int holders)
    {
        xml.WriteElementString("PolicyName", policy.Name);
        xml.WriteElementString("PolicyId", policy.Id);
        xml.WriteElementString("Arn", policy.Arn);
        xml.WriteElementString("Path", policy.Path);
        xml.WriteElementString("DefaultVersionId", PolicyVersionOperations.IdOf(policy.DefaultVersion));
        xml.WriteNumber("AttachmentCount", holders);
        xml.WriteNumber("PermissionsBoundaryUsageCount", 0);
        xml.WriteFlag("IsAttachable", value: true);
        xml.WriteOptional("Description", policy.Description);
        xml.WriteDate("CreateDate", policy.CreatedAt);
        xml.WriteDate("UpdateDate", policy.UpdatedAt);
        xml.WriteTags(policy.Tags);
    }
}
