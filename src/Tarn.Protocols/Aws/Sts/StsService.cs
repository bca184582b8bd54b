using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>The Security Token Service, as far as clients need it to learn who they are.</summary>
internal sealed class StsService
{
    private const string GetCallerIdentity = "GetCallerIdentity";

    private readonly AccessControl _access;

    private StsService(AccessControl access) => _access = access;

    public static QueryService Create(AccessControl access) => new()
    {
        Name = "sts",
        Version = "2011-06-15",
        Namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Operations = new Dictionary<string, QueryOperation>
        {
            [GetCallerIdentity] = new StsService(access).GetCallerIdentityAsync,
        },
        OpenOperations = [GetCallerIdentity],
    };

    private async Task<ResultWriter> GetCallerIdentityAsync(
        QueryRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        Principal principal = await _access.IdentifyAsync(call.Caller, cancellationToken);
        return writer =>
        {
            writer.WriteElementString("Arn", principal.Arn);
            writer.WriteElementString("UserId", principal.Id);
            writer.WriteElementString("Account", AwsAccount.Id);
        };
    }
}
