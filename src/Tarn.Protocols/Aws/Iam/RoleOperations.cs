using System.Xml;
using Tarn.Common;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Makes, shows, changes and deletes roles.</summary>
internal sealed class RoleOperations(IdentityStore identities, TimeProvider timeProvider, IIdSource idSource)
{
    private const int SessionSecondsMin = 3600;
    private const int SessionSecondsMax = 43_200;

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreateRole", CreateAsync),
        new("GetRole", GetAsync),
        new("ListRoles", ListAsync),
        new("UpdateRole", UpdateAsync),
        new("UpdateRoleDescription", DescribeAsync),
        new("UpdateAssumeRolePolicy", UpdateTrustAsync),
        new("DeleteRole", DeleteAsync),
        new("ListInstanceProfilesForRole", ListInstanceProfilesAsync),
    ];

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IamRequests.RefuseBoundary(request);
        Role made = await identities.Roles.AddAsync(
            new Role
            {
                Name = request.Required("RoleName"),
                Id = IdentityIds.Make("AROA", idSource),
                Path = request.Optional("Path") ?? "/",
                CreatedAt = timeProvider.GetUtcNow(),
                TrustPolicy = request.Required("AssumeRolePolicyDocument"),
                Description = request.Optional("Description"),
                SessionSecondsMax = ReadSessionSeconds(request) ?? SessionSecondsMin,
                Tags = IamTags.Read(request),
            },
            cancellationToken);
        return xml => xml.WriteStructure("Role", () => Write(xml, made));
    }

    private async Task<ResultWriter> GetAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Role found = await identities.Roles.GetAsync(request.Required("RoleName"), cancellationToken);
        return xml => xml.WriteStructure("Role", () => Write(xml, found));
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string prefix = request.Optional("PathPrefix") ?? "/";
        IReadOnlyList<Role> roles = await identities.Roles.ListAsync(cancellationToken);
        return IamPage.Write(
            request,
            roles.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal)),
            role => role.Name,
            "Roles",
            Write);
    }

    private async Task<ResultWriter> UpdateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        int? seconds = ReadSessionSeconds(request);
        await identities.Roles.ChangeAsync(
            request.Required("RoleName"),
            role => role with
            {
                Description = request.Optional("Description") ?? role.Description,
                SessionSecondsMax = seconds ?? role.SessionSecondsMax,
            },
            cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> DescribeAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Role changed = await identities.Roles.ChangeAsync(
            request.Required("RoleName"),
            role => role with { Description = request.Optional("Description") },
            cancellationToken);
        return xml => xml.WriteStructure("Role", () => Write(xml, changed));
    }

    private async Task<ResultWriter> UpdateTrustAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string document = request.Required("PolicyDocument");
        await identities.Roles.ChangeAsync(
            request.Required("RoleName"), role => role with { TrustPolicy = document }, cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.Roles.DeleteAsync(request.Required("RoleName"), cancellationToken);
        return IamXml.Nothing;
    }

    /// <summary>There are none: they are for machines that AWS rents out.</summary>
    private async Task<ResultWriter> ListInstanceProfilesAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.Roles.GetAsync(request.Required("RoleName"), cancellationToken);
        return IamPage.Write<string>(request, [], name => name, "InstanceProfiles", (_, _) => { });
    }

    private static void Write(XmlWriter xml, Role role)
    {
        xml.WriteIdentity("Role", role, role.Arn);
        xml.WriteDocument("AssumeRolePolicyDocument", role.TrustPolicy);
        xml.WriteOptional("Description", role.Description);
        xml.WriteNumber("MaxSessionDuration", role.SessionSecondsMax);
        xml.WriteTags(role.Tags);
    }

    private static int? ReadSessionSeconds(QueryRequest request) => request.OptionalNumber("MaxSessionDuration") switch
    {
        null => null,
        int seconds and >= SessionSecondsMin and <= SessionSecondsMax => seconds,
        int other => throw new AwsException(
            "ValidationError",
            $"MaxSessionDuration is {other}, expected {SessionSecondsMin} to {SessionSecondsMax} seconds"),
    };
}
