using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Identity and Access Management: users with keys, roles, policies.</summary>
internal static class IamService
{
    private static readonly OperationNote NoBoundary = new() { Text = "a permissions boundary is refused" };

    private static readonly Dictionary<string, OperationNote> Notes = new()
    {
        ["CreateRole"] = NoBoundary,
        ["CreateUser"] = NoBoundary,
        ["CreateAccessKey"] = new() { Text = "keys are always active" },
        ["ListGroupsForUser"] = new() { Text = "that there are none" },
        ["ListInstanceProfilesForRole"] = new() { Text = "that there are none" },
        ["GetPolicy"] = new()
        {
            Text = "of `arn:aws:iam::aws:policy/…` those about S3, Glue, Athena, logs and what goes with them",
        },
    };

    public static QueryService Create(IdentityStore identities, AwsParts parts)
    {
        IdentityOperations<Role> roles = new("Role", identities.Roles, identities.Policies);
        IdentityOperations<User> users = new("User", identities.Users, identities.Policies);
        return new QueryService
        {
            Name = "iam",
            Version = "2010-05-08",
            Namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
            Operations = new RoleOperations(identities, parts.TimeProvider, parts.IdSource).All
                .Concat(new UserOperations(identities, parts.Keys, parts.TimeProvider, parts.IdSource).All)
                .Concat(roles.All)
                .Concat(users.All)
                .Concat(new PolicyOperations(identities.Policies).All)
                .Concat(new PolicyVersionOperations(identities.Policies).All)
                .Concat(new AccessKeyOperations(identities, parts.Keys).All)
                .ToDictionary(),
            Notes = Notes,
            Translate = IamErrors.Of,
        };
    }
}
