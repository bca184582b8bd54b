using Tarn.Protocols.Aws.Query;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Access;
using Tarn.Security.Policies;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>The Security Token Service: who signs, and roles to take on.</summary>
internal sealed class StsService
{
    private const string GetCallerIdentity = "GetCallerIdentity";
    private const string TakeRole = "AssumeRole";

    private readonly AccessControl _access;

    private StsService(AccessControl access) => _access = access;

    public static QueryService Create(StsParts parts) => new()
    {
        Name = "sts",
        Version = "2011-06-15",
        Namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Operations = new Dictionary<string, QueryOperation>
        {
            [TakeRole] = new AssumeRole(parts).RunAsync,
            [GetCallerIdentity] = new StsService(parts.Access).GetCallerIdentityAsync,
        },

        // Whether somebody may take a role on is for its trust policy to say.
        OpenOperations = [GetCallerIdentity, TakeRole],
        Refusals = new Dictionary<string, AwsException>
        {
            ["AssumeRoleWithWebIdentity"] = new(
                "InvalidIdentityToken", "No OpenIDConnect provider found in your account: Tarn has none"),
            ["AssumeRoleWithSAML"] = new(
                "InvalidIdentityToken", "No SAML provider found in your account: Tarn has none"),
        },
        Notes = new Dictionary<string, OperationNote>
        {
            [TakeRole] = new()
            {
                Text = "by the trust policy; session policies; SerialNumber, TokenCode, SourceIdentity, Tags and"
                    + " ProvidedContexts are refused",
            },
        },
        Translate = StsErrors.Of,
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
