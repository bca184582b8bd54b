using System.Xml;
using Tarn.Common;
using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Makes, shows and deletes users.</summary>
internal sealed class UserOperations(
    IdentityStore identities, AccessKeys keys, TimeProvider timeProvider, IIdSource idSource)
{
    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreateUser", CreateAsync),
        new("GetUser", GetAsync),
        new("ListUsers", ListAsync),
        new("DeleteUser", DeleteAsync),
        new("ListGroupsForUser", ListGroupsAsync),
    ];

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IamRequests.RefuseBoundary(request);
        User made = await identities.Users.AddAsync(
            new User
            {
                Name = request.Required("UserName"),
                Id = IdentityIds.Make("AIDA", idSource),
                Path = request.Optional("Path") ?? "/",
                CreatedAt = timeProvider.GetUtcNow(),
                Tags = IamTags.Read(request),
            },
            cancellationToken);
        return xml => xml.WriteStructure("User", () => Write(xml, made));
    }

    /// <summary>Without a name it is whoever asks.</summary>
    private async Task<ResultWriter> GetAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string? name = request.Optional("UserName") ?? call.Caller.User;
        if (name is null)
        {
            return xml => xml.WriteStructure("User", () =>
            {
                xml.WriteElementString("UserId", Account.Id);
                xml.WriteElementString("Arn", Account.Arn("root"));
                xml.WriteDate("CreateDate", DateTimeOffset.UnixEpoch);
            });
        }

        User found = await identities.Users.GetAsync(name, cancellationToken);
        return xml => xml.WriteStructure("User", () => Write(xml, found));
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        string prefix = request.Optional("PathPrefix") ?? "/";
        IReadOnlyList<User> users = await identities.Users.ListAsync(cancellationToken);
        return IamPage.Write(
            request,
            users.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal)),
            user => user.Name,
            "Users",
            Write);
    }

    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        User found = await identities.Users.GetAsync(request.Required("UserName"), cancellationToken);
        if (keys.ListOf(found.Name).Count > 0)
        {
            throw new AwsException(
                "DeleteConflict", "Cannot delete entity, must delete access keys first.", 409);
        }

        await identities.Users.DeleteAsync(found.Name, cancellationToken);
        return IamXml.Nothing;
    }

    private async Task<ResultWriter> ListGroupsAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await identities.Users.GetAsync(request.Required("UserName"), cancellationToken);
        return IamPage.Write<string>(request, [], name => name, "Groups", (_, _) => { });
    }

    private static void Write(XmlWriter xml, User user)
    {
        xml.WriteIdentity("User", user, user.Arn);
        xml.WriteTags(user.Tags);
    }
}
