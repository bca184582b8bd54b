using Tarn.Protocols.Aws.Query;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>Identity and Access Management: users with keys, roles, policies.</summary>
internal static class IamService
{
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
            Translate = IamErrors.Of,
        };
    }
}
