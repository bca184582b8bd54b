using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Security.Identities;

namespace Tarn.Protocols.Aws.Iam;

/// <summary>The access keys of users; they are among those of <c>tarn keys</c>.</summary>
internal sealed class AccessKeyOperations(IdentityStore identities, AccessKeys keys)
{
    private const int KeysMax = 2;

    public IEnumerable<KeyValuePair<string, QueryOperation>> All =>
    [
        new("CreateAccessKey", CreateAsync),
        new("ListAccessKeys", ListAsync),
        new("DeleteAccessKey", DeleteAsync),
    ];

    private async Task<ResultWriter> CreateAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        User user = await FindAsync(request, call, cancellationToken);
        if (keys.ListOf(user.Name).Count >= KeysMax)
        {
            throw new AwsException("LimitExceeded", $"a user may have {KeysMax} access keys", 409);
        }

        AccessKey made = keys.CreateFor(user.Name);
        return xml => xml.WriteStructure("AccessKey", () =>
        {
            xml.WriteElementString("UserName", user.Name);
            xml.WriteElementString("AccessKeyId", made.Id);
            xml.WriteElementString("Status", "Active");
            xml.WriteElementString("SecretAccessKey", made.Secret);
        });
    }

    private async Task<ResultWriter> ListAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        User user = await FindAsync(request, call, cancellationToken);
        return IamPage.Write(request, keys.ListOf(user.Name), key => key.Id, "AccessKeyMetadata", (xml, key) =>
        {
            xml.WriteElementString("UserName", user.Name);
            xml.WriteElementString("AccessKeyId", key.Id);
            xml.WriteElementString("Status", "Active");
        });
    }

    private async Task<ResultWriter> DeleteAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        User user = await FindAsync(request, call, cancellationToken);
        string id = request.Required("AccessKeyId");
        return keys.ListOf(user.Name).Any(key => key.Id == id) && keys.Delete(id)
            ? IamXml.Nothing
            : throw new AwsException(
                "NoSuchEntity", $"The Access Key with id {id} cannot be found.", 404);
    }

    private async Task<User> FindAsync(QueryRequest request, AwsCall call, CancellationToken cancellationToken) =>
        await identities.Users.GetAsync(
            request.Optional("UserName") ?? call.Caller.User ?? request.Required("UserName"), cancellationToken);
}
